#include "src/report/text.hpp"

#include <algorithm>
#include <cmath>

#include <toml++/toml.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/report/embedded.hpp"

namespace tasi::report {
namespace {

constexpr const char* minus_sign = "\u2212";

const Language& language_of(const std::string& code)
{
    std::vector<std::string> codes;
    for (const Language& language : languages()) {
        if (language.code == code) return language;
        codes.push_back(language.code);
    }
    throw UsageError("LANGUAGE", "", "there are no texts in the language '" + printable(code) + "'", "use one of " + join(codes, " "));
}

std::map<std::string, std::string> strings_of(const std::string& code)
{
    std::map<std::string, std::string> strings;
    const std::string name = "strings/" + code + ".toml";
    try {
        for (const auto& [key, value] : toml::parse(embedded(name), name))
            if (!value.is_table()) strings.emplace(key.str(), value.value<std::string>().value());  // [qgis] is of the maps
    } catch (const std::exception& failure) {
        throw BugError("STRINGS", name, failure.what(), "please report this");
    }
    return strings;
}

std::string grouped(std::string digits, const std::string& thousands)
{
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), thousands);
    return digits;
}

}  // namespace

const std::vector<Language>& languages()
{
    static const std::vector<Language> table{
        {"en", "English", true, '.', ","},
        {"pt", "Português", false, ',', "."},
        {"tet", "Tetun", false, ',', "."},
    };
    return table;
}

Texts::Texts(const std::string& code) : language_(&language_of(code)), strings_(strings_of(code)) {}

bool Texts::has(std::string_view key) const { return strings_.contains(std::string(key)); }

const std::string& Texts::operator()(std::string_view key) const
{
    const auto found = strings_.find(std::string(key));
    if (found == strings_.end())
        throw BugError("STRINGS", language_->code, "there is no string '" + std::string(key) + "'", "please report this");
    return found->second;
}

std::string Texts::operator()(std::string_view key, const std::map<std::string, std::string>& values) const
{
    const std::string& pattern = (*this)(key);
    std::string text;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t open = pattern.find('{', at), close = pattern.find('}', std::min(open, pattern.size()));
        text += pattern.substr(at, open - at);
        if (close == std::string::npos) break;
        const auto value = values.find(pattern.substr(open + 1, close - open - 1));
        if (value == values.end())
            throw BugError("STRINGS", language_->code, "the string '" + std::string(key) + "' wants another value", "please report this");
        text += value->second;
        at = close + 1;
    }
    return text;
}

std::string Texts::number(double value, int decimals) const
{
    if (std::isnan(value)) return {};
    std::string text = format_fixed(value, decimals);
    const bool negative = text.starts_with('-');
    if (negative) text.erase(0, 1);
    const std::size_t point = text.find('.');
    std::string result = grouped(text.substr(0, point), language_->thousands);
    if (point != std::string::npos) result += language_->decimal + text.substr(point + 1);
    return (negative ? minus_sign : "") + result;
}

std::string Texts::signed_number(double value, int decimals) const
{
    const std::string text = number(value, decimals);
    return parse_number(format_fixed(value, decimals)).value_or(0) > 0 ? "+" + text : text;
}

std::string Texts::day(const Instant& instant) const
{
    const std::string iso = instant.day();
    const auto month = parse_integer(iso.substr(5, 2)), day = parse_integer(iso.substr(8, 2));
    return (*this)("date", {{"day", std::to_string(day.value_or(0))},
                            {"month", (*this)("month_" + std::to_string(month.value_or(0)))},
                            {"year", std::to_string(instant.year())}});
}

}  // namespace tasi::report
