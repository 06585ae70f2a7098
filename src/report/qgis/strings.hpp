#pragma once

#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "src/report/text.hpp"

namespace tasi::report {

/// The words of maps in one language: the table [qgis] of src/report/strings/<code>.toml.
class MapWords {
public:
    /// UsageError (2) for a language that is not in the table of languages.
    explicit MapWords(const std::string& code);

    const Language& language() const { return *language_; }
    const std::map<std::string, std::string, std::less<>>& all() const { return words_; }
    bool has(std::string_view key) const { return words_.contains(key); }

    /// The words of a key (`rates.title`); BugError (1) for a key without words.
    const std::string& operator()(std::string_view key) const;
    /// The same with values in the place of its `{}`.
    template <class... Values>
    std::string with(std::string_view key, const Values&... values) const
    {
        return fmt::format(fmt::runtime((*this)(key)), values...);
    }

    /// A number as the language writes it (`0,5`), with as many decimals as it has, at most two.
    std::string number(double value) const;

private:
    const Language* language_;
    std::map<std::string, std::string, std::less<>> words_;
};

/// The words of a language, read once. The styles that stand beside layers are in English, the default.
const MapWords& map_words(const std::string& code = "en");

}  // namespace tasi::report
