#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

// How figures of the results are said, the same in sentences, tables and pop-ups.

/// The translation of a word in a column (`trend`, `certainty`, `class`): string `<group>_<word with _>`; a word without one stays.
std::string word(const Texts& text, const std::string& group, const std::string& original);

/// `93 %`; under 1 % and over 99 % `< 1 %`, `> 99 %`: neither impossible nor certain. A dash for nothing.
std::string chance(const Texts& text, const std::optional<double>& probability);

/// The calendar year in which a moment lies (2043.46: `2043`); `none` for nothing.
std::string year_of(const std::optional<double>& moment, const std::string& none);

/// A number with its decimals, or a dash.
std::string figure(const Texts& text, const std::optional<double>& value, int decimals = 0);

/// A number of people as one says it: whole under 100, else two digits that count (1771: `1,800`); `< 1` for less than half of one.
std::string about(const Texts& text, double people);

/// A whole count.
std::string count(const Texts& text, long number);
std::string count(const Texts& text, std::size_t number);

/// How often each word stands in a column.
std::map<std::string, long> counts_of(const Layer& layer, const std::string& field);

/// Why a settlement is as it is, in the language of the page. Parts of a reason are joined by `; `; one without a string stays as it is.
std::string reason_of(const Texts& text, const std::string& reason);

/// The flags of a transect, in the language of the page: `outlier:mad=2` is `outliers: 2`. One without a string stays as it is.
std::string flags_of(const Texts& text, const std::string& flags);

/// The name of a settlement: field `name`, `PLACE_NAME`, ... ; else its number in the layer.
std::string settlement_name(const Layer& layer, std::size_t row);

/// The years of the columns `<prefix><year>` (`p_2050`), ascending.
std::vector<int> horizons(const Layer& layer, const std::string& prefix);

}  // namespace tasi::report
