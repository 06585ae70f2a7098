#include "src/report/words.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"

namespace tasi::report {
namespace {

constexpr const char* dash = "–";
constexpr const char* percent = "\u00a0%";

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
