#include "tools/option_values.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

std::string words_for(const Range& range)
{
    const std::string least = range.least == 0 && !range.least_included ? "a positive number"
                              : range.least == 0                        ? "a number of 0 or more"
                              : range.least > -std::numeric_limits<double>::infinity()
                                  ? fmt::format("a number of {} or more", format_number(range.least))
                                  : "a finite number";
    return range.most < std::numeric_limits<double>::infinity() ? fmt::format("{} up to {}", least, format_number(range.most)) : least;
}

double checked_number(const std::string& name, const std::string& given, const Range& range)
{
    const auto value = parse_number(given);
    const bool above = value && (range.least_included ? *value >= range.least : *value > range.least);
    if (!above || *value > range.most)
        throw UsageError("RANGE", "", fmt::format("--{} is '{}'", name, given), fmt::format("give {}", words_for(range)));
    return *value;
}

}  // namespace

po::typed_value<std::string>* number(const std::string& name, double* target, const Range& range)
{
    return po::value<std::string>()->value_name("NUMBER")->default_value(format_number(*target))->notifier([=](const std::string& given) {
        *target = checked_number(name, given, range);
    });
}

po::typed_value<std::string>* number(const std::string& name, std::optional<double>* target, const Range& range)
{
    return po::value<std::string>()->value_name("NUMBER")->notifier(
        [=](const std::string& given) { *target = checked_number(name, given, range); });
}

po::typed_value<std::string>* whole_number(const std::string& name, int* target, int least, int most)
{
    return po::value<std::string>()->value_name("N")->notifier([=](const std::string& given) {
        const auto value = parse_integer(given);
        if (!value || *value < least || *value > most)
            throw UsageError("RANGE", "", fmt::format("--{} is '{}'", name, given),
                             fmt::format("give a whole number in the range {} to {}", least, most));
        *target = static_cast<int>(*value);
    });
}

po::typed_value<std::string>* text(std::string* target)
{
    auto* value = po::value<std::string>(target)->value_name("TEXT");
    return target->empty() ? value : value->default_value(*target);
}

po::typed_value<std::string>* text(std::optional<std::string>* target)
{
    return po::value<std::string>()->value_name("TEXT")->notifier([=](const std::string& given) { *target = given; });
}

po::typed_value<std::string>* choice(const std::string& name, std::string* target, const std::vector<std::string>& choices)
{
    return po::value<std::string>()->value_name(join(choices, "|"))->default_value(*target)->notifier([=](const std::string& given) {
        std::string wanted = lower_case(given);
        std::replace(wanted.begin(), wanted.end(), '_', '-');
        if (std::find(choices.begin(), choices.end(), wanted) == choices.end())
            throw UsageError("CHOICE", "", fmt::format("--{} is '{}'", name, given), "choose one of " + join(choices, ", "));
        *target = wanted;
    });
}

po::typed_value<std::string>* moment(const std::string& name, std::optional<Instant>* target)
{
    return po::value<std::string>()->value_name("DATE")->notifier([=](const std::string& given) {
        const auto parsed = parse_iso(given);
        if (!parsed)
            throw UsageError("DATE", "", fmt::format("--{} is '{}'", name, given),
                             "give a date such as 2021-06-15 or 2021-06-15T01:47:13Z");
        *target = parsed->instant;
    });
}

po::typed_value<std::string>* years(const std::string& name, std::vector<int>* target)
{
    std::vector<std::string> shown;
    for (const int year : *target) shown.push_back(std::to_string(year));
    return po::value<std::string>()->value_name("YEAR,...")->default_value(join(shown, ","))->notifier([=](const std::string& given) {
        target->clear();
        for (const std::string& part : split(given, ',')) {
            const auto year = parse_integer(part);
            if (!year || *year < 1900 || *year > 2500)
                throw UsageError("RANGE", "", fmt::format("--{} is '{}'", name, given),
                                 "give calendar years from 1900 to 2500, such as 2030,2050");
            target->push_back(static_cast<int>(*year));
        }
        std::sort(target->begin(), target->end());
        target->erase(std::unique(target->begin(), target->end()), target->end());
        if (target->empty()) throw UsageError("RANGE", "", "--" + name + " is empty", "give at least one calendar year");
    });
}

}  // namespace tasi::cli
