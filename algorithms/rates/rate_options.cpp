#include "algorithms/rates/rate_options.hpp"

#include <fmt/format.h>

#include "src/core/error.hpp"

namespace tasi {
namespace {

void require(bool holds, const char* name, double value, const char* allowed)
{
    if (!holds) throw UsageError("OPTION", "", fmt::format("{} is {}", name, value), fmt::format("give {}", allowed));
}

}  // namespace

void RateOptions::validate() const
{
    // Written as "is inside" so that NaN fails too.
    require(confidence_pct >= 50 && confidence_pct <= 99.99, "confidence", confidence_pct, "50 to 99.99 per cent");
    require(days_per_year >= 360 && days_per_year <= 366, "days per year", days_per_year, "360 to 366, usually 365.25");
    require(implausible_m_per_yr > 0, "implausible rate", implausible_m_per_yr, "a positive rate in m/yr");
    require(certainty.assessed_observations >= 3 && certainty.assessed_observations <= 1000000, "least number of positions",
            certainty.assessed_observations, "3 or more");
    require(certainty.assessed_span_yr >= 0 && certainty.assessed_span_yr <= 1000, "least span", certainty.assessed_span_yr,
            "0 to 1000 years");
    outliers.validate();
    explanations.validate();
}

}  // namespace tasi
