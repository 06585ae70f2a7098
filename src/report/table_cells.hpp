#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "src/core/text.hpp"
#include "src/report/tables.hpp"
#include "src/report/words.hpp"

namespace tasi::report {

// How the cells of ranked tables are made.

/// Sorts rows without a value to the end.
inline constexpr double no_rank = std::numeric_limits<double>::infinity();

inline TableCell text_cell(const std::string& value, const std::string& shown) { return {value.empty() ? Value() : Value(value), shown}; }
inline TableCell text_cell(const std::string& value) { return text_cell(value, value.empty() ? "–" : printable(value)); }

/// A word of the results in the language of the page, for people and for the spreadsheet.
inline TableCell said_cell(const std::string& said) { return text_cell(said, said.empty() ? "–" : said); }

/// A number; one that is above 0 and would be shown as 0 says so.
inline TableCell number_cell(const Texts& text, const std::optional<double>& value, int decimals = 0)
{
    const double least = std::pow(10.0, -decimals);
    const bool little = value && *value > 0 && *value < least / 2;
    return {value ? real_or_null(*value) : Value(), little ? "<\u00a0" + text.number(least, decimals) : figure(text, value, decimals)};
}

inline TableCell rate_cell(const Texts& text, const std::optional<double>& value, int decimals = 2)
{
    return {value ? real_or_null(*value) : Value(), value ? text.signed_number(*value, decimals) : "–"};
}

/// A calendar year; `none` when there is none.
inline TableCell year_cell(const std::optional<double>& moment, const std::string& none = "–")
{
    return {moment ? real_or_null(std::floor(*moment)) : Value(), year_of(moment, none)};
}

/// A day, which sorts as text; the spreadsheet has it as 2025-07-14.
inline TableCell day_cell(const Texts& text, const std::optional<Instant>& day)
{
    return day ? TableCell{Value(day->day()), text.day(*day), {}, day->julian_year()} : text_cell("");
}

/// Row numbers by ascending keys; rows with equal keys keep their order.
template <class Key>
std::vector<std::size_t> ranked(std::size_t rows, Key&& key)
{
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    return order;
}

}  // namespace tasi::report
