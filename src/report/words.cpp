#include "src/report/words.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"

namespace tasi::report {
namespace {

constexpr const char* dash = "–";
constexpr const char* percent = "\u00a0%";

/// Reasons that hold a value: how they begin, and their string with the rest as {rest}.
struct Reason {
    const char* begins;
    const char* key;
};

constexpr Reason reasons[] = {
    {"far: no shore within ", "reason_far"},
    {"no shoreline on any transect", "reason_no_shoreline"},
    {"no transect on the coast in front of it", "reason_no_transect"},
    {"no transect near enough", "reason_no_transect"},
    {"the transect was not assessed: ", "reason_transect"},
    {"the shore behind it was not assessed", "reason_behind"},
    {"no geometry", "reason_no_geometry"},
    {"at or seaward of the line: check the place", "reason_seaward"},
    {"seaward of the line: check the place", "reason_at_sea"},
    {"the record of its transect has a break", "reason_break"},
    {"not assessed in part: ", "reason_part"},
    {"the same settlement stands in the layer before", "reason_twice"},
};

std::string one_reason(const Texts& text, const std::string& reason)
{
    for (const Reason& known : reasons)
        if (reason.starts_with(known.begins)) {
            const std::string rest = reason.substr(std::string_view(known.begins).size());
            return text(known.key, {{"rest", word(text, "certainty", rest)}});
        }
    return reason;
}

std::string one_flag(const Texts& text, const std::string& flag)
{
    const std::size_t equals = flag.find('='), colon = flag.find(':');
    const std::string name = word(text, "flag", flag.substr(0, std::min(equals, colon)));
    return equals == std::string::npos ? name : name + ": " + flag.substr(equals + 1);
}

}  // namespace

std::string word(const Texts& text, const std::string& group, const std::string& original)
{
    std::string key = group + "_" + original;
    std::replace(key.begin(), key.end(), ' ', '_');
    return text.has(key) ? text(key) : original;
}

std::string chance(const Texts& text, const std::optional<double>& probability)
{
    if (!probability) return dash;
    if (*probability < 0.01) return std::string("<\u00a01") + percent;
    if (*probability > 0.99) return std::string(">\u00a099") + percent;
    return text.number(100 * *probability) + percent;
}

std::string year_of(const std::optional<double>& moment, const std::string& none)
{
    return moment ? format_fixed(std::floor(*moment), 0) : none;
}

std::string figure(const Texts& text, const std::optional<double>& value, int decimals)
{
    return value ? text.number(*value, decimals) : dash;
}

std::string about(const Texts& text, double people)
{
    if (people > 0 && people < 0.5) return "<\u00a01";
    if (!(people >= 100)) return text.number(people);
    const double step = std::pow(10.0, std::floor(std::log10(people)) - 1);
    return text.number(std::round(people / step) * step);
}

std::string count(const Texts& text, long number) { return text.number(static_cast<double>(number)); }
std::string count(const Texts& text, std::size_t number) { return text.number(static_cast<double>(number)); }

std::map<std::string, long> counts_of(const Layer& layer, const std::string& field)
{
    std::map<std::string, long> counts;
    for (const Feature& feature : layer.features) ++counts[Cells(layer).text(feature, field)];
    return counts;
}

std::string reason_of(const Texts& text, const std::string& reason)
{
    std::vector<std::string> parts;
    for (const std::string& part : split(reason, ';'))
        if (const std::string one(trimmed(part)); !one.empty() && !one.starts_with("p(")) parts.push_back(one_reason(text, one));
    return printable(join(parts, "; "));
}

std::string flags_of(const Texts& text, const std::string& flags)
{
    std::vector<std::string> parts;
    for (const std::string& part : split(flags, ';'))
        if (const std::string one(trimmed(part)); !one.empty()) parts.push_back(one_flag(text, one));
    return printable(join(parts, ", "));
}

std::string settlement_name(const Layer& layer, std::size_t row)
{
    for (const char* field : {"name", "place_name", "adm3_en", "nome", "naran"})
        if (const std::string name = Cells(layer).text(layer.features[row], field); !trimmed(name).empty()) return printable(name);
    return "#" + std::to_string(row + 1);
}

std::vector<int> horizons(const Layer& layer, const std::string& prefix)
{
    std::vector<int> years;
    for (const Field& field : layer.fields) {
        if (!field.name.starts_with(prefix)) continue;
        const auto year = parse_integer(field.name.substr(prefix.size()));
        if (year && *year >= 1900 && *year <= 2500) years.push_back(static_cast<int>(*year));
    }
    std::sort(years.begin(), years.end());
    return years;
}

}  // namespace tasi::report
