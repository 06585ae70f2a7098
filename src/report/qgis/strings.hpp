#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace tasi::report {

/// The words of maps by key (`qgis.rates.title`); BugError for a key without words.
std::string_view phrase(std::string_view key);

/// The same with values in the place of its `{}`.
template <class... Values>
std::string phrase_with(std::string_view key, const Values&... values)
{
    return fmt::format(fmt::runtime(phrase(key)), values...);
}

}  // namespace tasi::report
