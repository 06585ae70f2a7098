#pragma once

#include <string>

#include "tests/bench/rates/rates_study.hpp"

namespace tasi::bench {

/// Of the judged method to the best single other, each as its users take rates.
inline constexpr double most_ratio = 0.70;

/// Per coast, and over all, of every method and treatment: median and 95 % of |trend error|, share of true rates inside the interval.
std::string trends_text(const RatesStudy& study);
/// How well scenes were placed.
std::string placement_text(const RatesStudy& study);

/// The demand on the judged method.
struct RatesVerdict {
    std::string text;
    bool passed = false;
};
RatesVerdict judge(const RatesStudy& study);

/// Tables of a documentation page.
std::string markdown(const RatesStudy& study);

}  // namespace tasi::bench
