#include "scenes/synthetic/strict_table.hpp"

#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {

StrictTable::StrictTable(const nlohmann::json& table, std::string file, std::string where)
    : table_(table), file_(std::move(file)), where_(std::move(where))
{
    if (!table_.is_object()) {
        throw UsageError("COAST", file_, fmt::format("[{}] is not a table", where_),
                         fmt::format("write it as [{}] with key = value lines", where_));
    }
}

void StrictTable::refuse(const std::string& key, const std::string& problem) const
{
    const std::string table = where_.empty() ? std::string() : fmt::format("[{}] ", printable(where_));
    throw UsageError("COAST", file_, fmt::format("{}{}: {}", table, printable(key), problem),
                     "compare it with scenes/demo/coast.toml, which explains every key");
}

const nlohmann::json& StrictTable::value(const std::string& key)
{
    asked_.insert(key);
    const auto found = table_.find(key);
    if (found == table_.end()) refuse(key, "missing");
    return *found;
}

std::string StrictTable::text(const std::string& key)
{
    const nlohmann::json& found = value(key);
    if (!found.is_string() || found.get_ref<const std::string&>().empty()) refuse(key, "a text that is not empty is wanted");
    return found.get<std::string>();
}

std::string StrictTable::text_like(const std::string& key, const std::string& form, const std::string& wanted)
{
    std::string found = text(key);
    bool fits = found.size() == form.size();
    for (std::size_t i = 0; fits && i < form.size(); ++i) {
        const char c = found[i];
        fits = form[i] == '0' ? c >= '0' && c <= '9' : form[i] == 'A' ? c >= 'A' && c <= 'Z' : c == form[i];
    }
    if (!fits) refuse(key, wanted);
    return found;
}

Instant StrictTable::instant(const std::string& key)
{
    const std::string found = text(key);
    const auto parsed = parse_iso(found);
    if (!parsed) refuse(key, fmt::format("{} is not a date such as 2020-01-31 or 2020-01-31T01:45:00Z", printable(found)));
    return parsed->instant;
}

std::vector<std::string> StrictTable::texts(const std::string& key)
{
    const nlohmann::json& found = value(key);
    if (!found.is_array() || found.empty()) refuse(key, "a list of texts is wanted");
    std::vector<std::string> result;
    for (const nlohmann::json& element : found) {
        if (!element.is_string()) refuse(key, "a list of texts is wanted");
        result.push_back(element.get<std::string>());
    }
    return result;
}

double StrictTable::checked(const std::string& key, const nlohmann::json& found, double smallest, double largest) const
{
    if (!found.is_number()) refuse(key, "a number is wanted");
    const double number = found.get<double>();
    if (!(number >= smallest && number <= largest)) {
        refuse(key, fmt::format("{} is outside {} to {}", format_number(number), format_number(smallest), format_number(largest)));
    }
    return number;
}

double StrictTable::number(const std::string& key, double smallest, double largest) { return checked(key, value(key), smallest, largest); }

long long StrictTable::whole(const std::string& key, long long smallest, long long largest)
{
    const nlohmann::json& found = value(key);
    if (!found.is_number_integer()) refuse(key, "a whole number is wanted");
    return static_cast<long long>(checked(key, found, static_cast<double>(smallest), static_cast<double>(largest)));
}

std::vector<double> StrictTable::numbers(const std::string& key, std::size_t count, double smallest, double largest)
{
    const nlohmann::json& found = value(key);
    if (!found.is_array() || found.size() != count) refuse(key, fmt::format("a list of {} numbers is wanted", count));
    std::vector<double> result;
    for (const nlohmann::json& element : found) result.push_back(checked(key, element, smallest, largest));
    return result;
}

Polyline StrictTable::points(const std::string& key, std::size_t fewest, const Vector& origin)
{
    const nlohmann::json& found = value(key);
    if (!found.is_array() || found.size() < fewest) refuse(key, fmt::format("at least {} points [x, y] are wanted", fewest));
    Polyline result;
    for (const nlohmann::json& pair : found) {
        if (!pair.is_array() || pair.size() != 2) refuse(key, "every point is [x, y]");
        const Point p{checked(key, pair[0], -1e6, 1e6), checked(key, pair[1], -1e6, 1e6)};
        if (!result.empty() && result.back() == p + origin) refuse(key, "a point stands twice");
        result.push_back(p + origin);
    }
    return result;
}

StrictTable StrictTable::table(const std::string& key)
{
    return {value(key), file_, where_.empty() ? key : fmt::format("{}.{}", where_, key)};
}

std::vector<StrictTable> StrictTable::tables(const std::string& key)
{
    const nlohmann::json& found = value(key);
    if (!found.is_array()) refuse(key, fmt::format("tables [[{}]] are wanted", key));
    std::vector<StrictTable> result;
    for (std::size_t i = 0; i < found.size(); ++i) result.emplace_back(found[i], file_, fmt::format("{} {}", key, i + 1));
    return result;
}

std::vector<std::string> StrictTable::keys() const
{
    std::vector<std::string> names;
    for (const auto& [name, unused] : table_.items()) names.push_back(name);
    return names;
}

void StrictTable::finish() const
{
    for (const auto& [name, unused] : table_.items()) {
        if (!asked_.contains(name)) refuse(name, "unknown key");
    }
}

}  // namespace tasi::scenes
