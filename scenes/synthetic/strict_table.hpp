#pragma once

#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "src/core/date.hpp"
#include "src/core/geometry.hpp"

namespace tasi::scenes {

/// A table of a settings file that has to be understood whole: every value is asked for with its type and range, and `finish` refuses
/// keys that nobody asked for. All refusals are UsageErrors (2) that name the file, the table and the key.
class StrictTable {
public:
    StrictTable(const nlohmann::json& table, std::string file, std::string where);

    bool has(const std::string& key) const { return table_.contains(key); }
    std::string text(const std::string& key);
    /// A text that names of files are made of. `form`: 0 for a digit, A for a capital letter, else the character itself; `wanted` says it.
    std::string text_like(const std::string& key, const std::string& form, const std::string& wanted);
    /// A date or a moment, ISO 8601.
    Instant instant(const std::string& key);
    /// At least one.
    std::vector<std::string> texts(const std::string& key);
    double number(const std::string& key, double smallest, double largest);
    long long whole(const std::string& key, long long smallest, long long largest);
    std::vector<double> numbers(const std::string& key, std::size_t count, double smallest, double largest);
    /// `[[x, y], ...]`, at least `fewest`, moved by `origin`.
    Polyline points(const std::string& key, std::size_t fewest, const Vector& origin);
    StrictTable table(const std::string& key);
    std::vector<StrictTable> tables(const std::string& key);
    /// The keys of this table, for tables whose keys are names.
    std::vector<std::string> keys() const;
    void finish() const;

    const std::string& where() const { return where_; }
    [[noreturn]] void refuse(const std::string& key, const std::string& problem) const;

private:
    const nlohmann::json& value(const std::string& key);
    double checked(const std::string& key, const nlohmann::json& value, double smallest, double largest) const;

    const nlohmann::json& table_;
    std::string file_, where_;
    std::set<std::string> asked_;
};

}  // namespace tasi::scenes
