#include "tests/bench/rates/rates_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "tests/bench/accuracy/statistics.hpp"

namespace tasi::bench {
namespace {

/// What is told of one method with one treatment on one coast.
struct Score {
    double median = 0, p95 = 0, inside = 0, bias = 0;
    int trends = 0, missing = 0;
};

/// A crossline without a trend counts as infinitely wrong.
Score score(const RatesStudy& study, const std::string& coast, std::size_t method, std::size_t treatment)
{
    std::vector<double> errors;
    Score result;
    for (const SeriesTrends& s : study.series) {
        if (!coast.empty() && s.series.name != coast) continue;
        for (const Trend& trend : s.trends[method][treatment]) {
            const double error = trend.rate_m_per_yr - s.series.rate_m_per_yr;
            ++result.trends;
            result.missing += std::isnan(error);
            errors.push_back(std::isnan(error) ? std::numeric_limits<double>::infinity() : std::abs(error));
            result.inside += std::abs(error) <= trend.half_width_90_m_per_yr;
            if (!std::isnan(error)) result.bias += error;
        }
    }
    result.inside /= result.trends;
    result.bias /= std::max(1, result.trends - result.missing);
    result.p95 = percentile(errors, 0.95);
    result.median = percentile(std::move(errors), 0.5);
    return result;
}

std::vector<std::string> coasts(const RatesStudy& study)
{
    std::vector<std::string> names;
    for (const SeriesTrends& s : study.series)
        if (std::find(names.begin(), names.end(), s.series.name) == names.end()) names.push_back(s.series.name);
    return names;
}

std::string table(const RatesStudy& study, const std::string& coast)
{
    std::string text = fmt::format("\n{}: |trend error| m/yr, median and 95 %, and share of true rates inside the 90 % interval\n{:<15}",
                                   coast.empty() ? "all coasts" : coast, "");
    for (const Treatment& t : treatments()) text += fmt::format("{:>22}", t.name);
    text += "\n";
    for (std::size_t m = 0; m < study.methods.size(); ++m) {
        text += fmt::format("{:<15}", study.methods[m].name);
        for (std::size_t t = 0; t < treatments().size(); ++t) {
            const Score s = score(study, coast, m, t);
            text += fmt::format("   {:6.3f} {:6.3f} {:4.0f}%", s.median, s.p95, 100 * s.inside);
        }
        text += "\n";
    }
    return text;
}

/// A method as its users take rates from it.
struct Contender {
    std::size_t method = 0, treatment = 0;
    double median = std::numeric_limits<double>::infinity();
};

Contender best(const RatesStudy& study, bool judged, bool ours)
{
    Contender found;
    for (std::size_t m = 0; m < study.methods.size(); ++m)
        for (std::size_t t = 0; t < treatments().size(); ++t) {
            if (study.methods[m].judged != judged || treatments()[t].ours != ours) continue;
            if (judged && t + 1 != treatments().size()) continue;  // the last treatment is what the program advises
            const double median = score(study, "", m, t).median;
            if (median < found.median) found = {m, t, median};
        }
    return found;
}

std::string described(const RatesStudy& study, const Contender& c)
{
    return fmt::format("{} ({}) {:.4f}", study.methods[c.method].name, treatments()[c.treatment].name, c.median);
}

/// What all scenes of a series have in common: the error of the reference.
Vector mean_error(const SeriesTrends& series)
{
    Vector mean{};
    for (const PlacementError& p : series.placements) mean = mean + (1.0 / static_cast<double>(series.placements.size())) * p.error_m;
    return mean;
}

}  // namespace

std::string trends_text(const RatesStudy& study)
{
    std::string text;
    for (const std::string& coast : coasts(study)) text += table(study, coast);
    return text + table(study, "");
}

std::string placement_text(const RatesStudy& study)
{
    std::string text = "\nscenes set against the reference: error along an axis, about the mean of the series (which changes no rate)\n";
    for (const scenes::measured::SensorKind& sensor : scenes::measured::sensor_kinds()) {
        std::vector<double> sizes, ratios;
        for (const SeriesTrends& s : study.series) {
            const Vector mean = mean_error(s);
            for (const PlacementError& p : s.placements) {
                if (p.sensor != sensor.name) continue;
                for (const double error : {p.error_m.x - mean.x, p.error_m.y - mean.y}) {
                    sizes.push_back(std::abs(error));
                    ratios.push_back(sizes.back() / p.sd_m);
                }
            }
        }
        const auto n = static_cast<double>(sizes.size());
        const auto within = [&](double sigmas) {
            return 100 * static_cast<double>(std::count_if(ratios.begin(), ratios.end(), [=](double r) { return r <= sigmas; })) / n;
        };
        text += fmt::format(
            "{:<15} {:4} scenes: median size {:.2f} m, 95 % {:.2f} m, largest {:.2f} m; {:.0f} and {:.0f} % within 1 and 2 of the "
            "stated sigma\n",
            sensor.name, sizes.size() / 2, percentile(sizes, 0.5), percentile(sizes, 0.95), percentile(sizes, 1), within(1), within(2));
    }
    return text;
}

RatesVerdict judge(const RatesStudy& study)
{
    const Contender own = best(study, true, true), other = best(study, false, false), treated = best(study, false, true);
    const double ratio = own.median / other.median;
    const bool passed = ratio <= most_ratio;
    return {fmt::format("\n{}: median |trend error| at most {:.0f} % of that of the best single other method: {}, {} m/yr: {:.0f} %\n"
                        "for comparison, the best other method with registration and weights: {} m/yr\n",
                        passed ? "PASS" : "FAIL", 100 * most_ratio, described(study, own), described(study, other), 100 * ratio,
                        described(study, treated)),
            passed};
}

std::string markdown(const RatesStudy& study)
{
    std::string text = "Median / 95 % of the size of the trend error, m/yr, and share of true rates inside the 90 % interval\n\n| method |";
    for (const Treatment& t : treatments()) text += fmt::format(" {} |", t.name);
    text += "\n|---|";
    for (std::size_t t = 0; t < treatments().size(); ++t) text += "---|";
    for (std::size_t m = 0; m < study.methods.size(); ++m) {
        text += fmt::format("\n| {} |", study.methods[m].name);
        for (std::size_t t = 0; t < treatments().size(); ++t) {
            const Score s = score(study, "", m, t);
            text += fmt::format(" {:.3f} / {:.3f}, {:.0f} % |", s.median, s.p95, 100 * s.inside);
        }
    }
    return text + "\n";
}

}  // namespace tasi::bench
