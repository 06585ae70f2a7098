#include "algorithms/rates/certainty.hpp"

#include <cmath>

namespace tasi {
namespace {

bool not_assessed(const Evidence& e, const CertaintyLimits& limits)
{
    return e.n < static_cast<std::size_t>(limits.assessed_observations) || e.span_yr < limits.assessed_span_yr || !e.lrr || !e.lci_ac ||
           e.constant;
}

bool crosses_another_shore(const Evidence& e, const CertaintyLimits& limits)
{
    return e.many_crossings_share > limits.many_crossings_share;
}

bool rocky_or_steep(const Evidence& e, const CertaintyLimits& limits) { return e.median_slope && *e.median_slope > limits.steep_slope; }

bool unstable(const Evidence& e, const CertaintyLimits& limits)
{
    const bool broken = e.break_p && e.lse_m && *e.break_p < limits.break_p && std::fabs(*e.jump_m) > limits.break_lse * *e.lse_m;
    return broken || (e.lse_m && e.median_u_m && *e.lse_m > limits.unstable_lse_u * *e.median_u_m && *e.lse_m > limits.unstable_lse_m);
}

bool outliers(const Evidence& e, const CertaintyLimits& limits)
{
    const bool rate_depends_on_them =
        e.lrr && e.lci_ac && e.lrr_without_outliers && std::fabs(*e.lrr - *e.lrr_without_outliers) > *e.lci_ac;
    return e.outlier_share > limits.outlier_share || rate_depends_on_them;
}

bool few_observations(const Evidence& e, const CertaintyLimits& limits)
{
    return e.n < static_cast<std::size_t>(limits.few_observations) ||
           (e.years_covered_share && *e.years_covered_share < limits.yearly_share);
}

bool short_record(const Evidence& e, const CertaintyLimits& limits) { return e.span_yr < limits.short_record_yr; }

bool below_detectability(const Evidence& e, const CertaintyLimits&) { return e.lrr && e.lci_ac && std::fabs(*e.lrr) <= *e.lci_ac; }

bool always(const Evidence&, const CertaintyLimits&) { return true; }

}  // namespace

const std::vector<CertaintyLabel>& certainty_labels()
{
    static const std::vector<CertaintyLabel> table{
        {"not assessed", "fewer than 3 observations, a span below 1 yr, all distances the same number, or LRR or LCIac missing",
         not_assessed},
        {"crosses another shore", "two or more crossings on more than 20 % of the dates", crosses_another_shore},
        {"rocky or steep", "median beach slope above 0.2", rocky_or_steep},
        {"unstable", "LSE above 5 median uncertainties and above 20 m, or a break (p < 0.01) with a jump above 2 LSE", unstable},
        {"outliers", "more than 10 % flagged, or LRR changes by more than LCIac without them", outliers},
        {"few observations", "fewer than 10, or yearly dates in fewer than 75 % of the years of the span", few_observations},
        {"short record", "span below 10 yr", short_record},
        {"below detectability", "|LRR| not above LCIac", below_detectability},
        {"good", "none of the others", always},
    };
    return table;
}

std::vector<std::string> certainty_of(const Evidence& evidence, const CertaintyLimits& limits)
{
    std::vector<std::string> names;
    for (const CertaintyLabel& label : certainty_labels())
        if (label.holds(evidence, limits)) names.push_back(label.name);
    if (names.size() > 1) names.pop_back();
    return names;
}

std::string trend_of(const Evidence& evidence, const CertaintyLimits& limits)
{
    if (not_assessed(evidence, limits)) return "not assessed";
    if (*evidence.lrr + *evidence.lci_ac < 0) return "eroding";
    if (*evidence.lrr - *evidence.lci_ac > 0) return "accreting";
    return "no detectable trend";
}

}  // namespace tasi
