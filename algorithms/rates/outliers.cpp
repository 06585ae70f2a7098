#include "algorithms/rates/outliers.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "algorithms/rates/despike.hpp"
#include "algorithms/rates/middle_value.hpp"
#include "algorithms/rates/theil_sen.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr std::size_t enough_for_mad = 8, enough_for_gross = 5;

/// Distances from the Theil-Sen line through the median; what remains of rounding is 0.
std::vector<double> detrended(const OutlierSeries& series)
{
    const double slope = theil_sen_slope(series.t_yr, series.x_m);
    std::vector<double> r(series.x_m.size());
    for (std::size_t i = 0; i < r.size(); ++i) r[i] = series.x_m[i] - series.x_m[0] - slope * (series.t_yr[i] - series.t_yr[0]);
    const double level = middle_value(r);
    const auto [low, high] = std::minmax_element(series.x_m.begin(), series.x_m.end());
    const double rounding = 1e-12 * (*high - *low);
    for (double& value : r) {
        value -= level;
        if (std::fabs(value) <= rounding) value = 0;
    }
    return r;
}

bool every_uncertainty_stated(const OutlierSeries& series)
{
    return std::all_of(series.u_m.begin(), series.u_m.end(), [](double u) { return u > 0; });
}

std::vector<std::size_t> find_by_mad(const OutlierSeries& series, const OutlierOptions& options)
{
    const std::size_t n = series.x_m.size();
    if (n < enough_for_gross || series.t_yr.front() == series.t_yr.back()) return {};
    const std::vector<double> r = detrended(series);
    std::vector<double> scaled = r;
    if (options.by_uncertainty && every_uncertainty_stated(series))
        for (std::size_t i = 0; i < n; ++i) scaled[i] /= series.u_m[i];

    const std::vector<double> z = modified_z_scores(scaled);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < n; ++i) {
        // The MAD of a handful of points is itself a matter of luck: there only what no coast does counts.
        const bool out = std::fabs(z[i]) > options.modified_z && (n >= enough_for_mad || std::fabs(r[i]) > options.gross_m);
        if (out) found.push_back(i);
    }
    return found;
}

std::vector<std::size_t> find_spikes(const OutlierSeries& series, const OutlierOptions& options)
{
    return despike(series.x_m, options.spike_m);
}

/// Years and metres in one length, as if a year were a metre: the ends of a long or fast record look odd, and what is off hides.
std::vector<std::size_t> find_by_mixed_length(const OutlierSeries& series, const OutlierOptions& options)
{
    const std::size_t n = series.x_m.size();
    if (n == 0) return {};
    const double year = middle_value({series.t_yr.begin(), series.t_yr.end()}),
                 place = middle_value({series.x_m.begin(), series.x_m.end()});
    std::vector<double> length;
    for (std::size_t i = 0; i < n; ++i) length.push_back(std::hypot(series.t_yr[i] - year, series.x_m[i] - place));
    const double mad = middle_value(length);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < n && mad > 0; ++i)
        if (0.6745 * length[i] / mad > options.modified_z) found.push_back(i);
    return found;
}

std::vector<std::size_t> find_none(const OutlierSeries&, const OutlierOptions&) { return {}; }

const OutlierRule* rule_named(const std::string& name)
{
    for (const OutlierRule& rule : outlier_rules())
        if (rule.name == name) return &rule;
    return nullptr;
}

}  // namespace

const std::vector<OutlierRule>& outlier_rules()
{
    static const std::vector<OutlierRule> table{
        {"mad", "Iglewicz and Hoaglin 1993", "modified z of the residuals from the Theil-Sen line", find_by_mad},
        {"despike", "Vos et al. 2019, doi:10.1016/j.envsoft.2019.104528", "one- and two-point spikes; also hits real storm cuts",
         find_spikes},
        {"dea", "Bishop-Taylor et al. 2021, doi:10.1016/j.rse.2021.112734", "mixes years and metres in one length; for comparison only",
         find_by_mixed_length},
        {"none", "", "no observation is looked at", find_none},
    };
    return table;
}

void OutlierOptions::validate() const
{
    std::vector<std::string> names;
    for (const OutlierRule& known : outlier_rules()) names.push_back(known.name);
    if (!rule_named(rule)) throw UsageError("OPTION", "", "unknown outlier rule " + rule, "give one of " + join(names, ", "));
    for (const double limit : {modified_z, gross_m, spike_m})
        if (!(limit > 0)) throw UsageError("OPTION", "", fmt::format("outlier limit is {}", limit), "give a positive number");
}

std::vector<std::size_t> find_outliers(const OutlierSeries& series, const OutlierOptions& options)
{
    const OutlierRule* rule = rule_named(options.rule);
    if (!rule) throw BugError("OUTLIERS", "", "unknown outlier rule " + options.rule, "validate the options first");
    std::vector<std::size_t> found = rule->find(series, options);
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<double> modified_z_scores(const std::vector<double>& residuals)
{
    std::vector<double> z(residuals.size(), 0.0);
    if (residuals.empty()) return z;
    const double middle = middle_value(residuals);
    std::vector<double> distance;
    double sum = 0;
    for (const double r : residuals) {
        distance.push_back(std::fabs(r - middle));
        sum += distance.back();
    }
    const double mad = middle_value(distance);
    const double scale = mad > 0 ? mad / 0.6745 : 1.2533 * sum / static_cast<double>(residuals.size());
    if (scale == 0) return z;
    for (std::size_t i = 0; i < z.size(); ++i) z[i] = (residuals[i] - middle) / scale;
    return z;
}

}  // namespace tasi
