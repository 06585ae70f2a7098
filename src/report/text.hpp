#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/date.hpp"

namespace tasi::report {

/// One row per language: its code, its own name, and whether a speaker has read its strings.
struct Language {
    std::string code;  ///< `tet`, as in `<html lang>`
    std::string name;
    bool reviewed = false;
    char decimal = '.';          ///< mark between whole and fraction
    std::string thousands = {};  ///< between groups of three digits
};

const std::vector<Language>& languages();

/// The words of one language, from src/report/strings/<code>.toml. A key that is not there is a mistake in the program: BugError (1).
class Texts {
public:
    /// UsageError (2) for a language that is not in the table.
    explicit Texts(const std::string& code);

    const Language& language() const { return *language_; }
    const std::map<std::string, std::string>& all() const { return strings_; }
    bool has(std::string_view key) const;

    /// The string of a key.
    const std::string& operator()(std::string_view key) const;
    /// The same with every `{name}` in it replaced by the value of that name; BugError (1) for a name without value.
    std::string operator()(std::string_view key, const std::map<std::string, std::string>& values) const;

    /// `1,234.5` in English, `1.234,5` in Portuguese; a minus sign that is one. Empty for NaN.
    std::string number(double value, int decimals = 0) const;
    /// The same with a sign also for positive numbers.
    std::string signed_number(double value, int decimals) const;
    /// `14 July 2025`.
    std::string day(const Instant& instant) const;

private:
    const Language* language_;
    std::map<std::string, std::string> strings_;
};

}  // namespace tasi::report
