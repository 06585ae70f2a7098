#include "tests/bench/accuracy/rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tasi::bench {
namespace {

constexpr std::array judged_nuisances{"wet-foam", "turbid-dark", "haze", "thin-cloud", "forest", "glint", "misregistration", "all"};

bool is_straight_or_curved(const std::string& coast) { return coast.starts_with("straight") || coast == "curved"; }

std::vector<std::string> sensors_of(const Study& study)
{
    std::vector<std::string> names;
    for (const Cell& cell : study.cells)
        if (names.empty() || names.back() != cell.sensor) names.push_back(cell.sensor);
    return names;
}

Verdict clean_verdict(const Study& study, const Limits& limits, const std::string& sensor)
{
    double bias = 0, rmse = 0;
    std::string worst;
    bool passed = true;
    for (const Cell& cell : study.cells) {
        if (cell.sensor != sensor || cell.nuisance != "clean" || !is_straight_or_curved(cell.coast)) continue;
        const Statistics& s = cell.scores[study.judged()];
        const double limit = cell.bound_px > limits.bound_floor ? limits.over_bound * cell.bound_px : limits.clean_rmse;
        passed = passed && std::abs(s.bias) <= limits.clean_bias && s.cost <= limit;
        bias = std::max(bias, std::abs(s.bias));
        if (!(s.cost <= rmse)) rmse = s.cost, worst = fmt::format("{} (bound {:.3f})", cell.coast, cell.bound_px);
    }
    return {fmt::format("{}, clean, straight and curved: |bias| <= {:.2f}, rmse <= {:.2f} px or {:.0f} x a bound above {:.2f}", sensor,
                        limits.clean_bias, limits.clean_rmse, limits.over_bound, limits.bound_floor),
            fmt::format("|bias| up to {:.3f}, rmse up to {:.3f} on {}", bias, rmse, worst), passed};
}

/// Mean cost of every method over the judged cells of a sensor.
std::vector<double> mean_costs(const Study& study, const std::string& sensor)
{
    std::vector<double> means(study.methods.size(), 0.0);
    int cells = 0;
    for (const Cell& cell : study.cells) {
        if (cell.sensor != sensor || !is_judged(cell.nuisance)) continue;
        ++cells;
        for (std::size_t m = 0; m < means.size(); ++m) means[m] += cell.scores[m].cost;
    }
    for (double& mean : means) mean /= cells;
    return means;
}

std::size_t best_other(const std::vector<double>& costs, std::size_t judged)
{
    std::size_t best = costs.size();
    for (std::size_t m = 0; m < costs.size(); ++m)
        if (m != judged && (best == costs.size() || costs[m] < costs[best])) best = m;
    return best;
}

Verdict mean_verdict(const Study& study, const Limits& limits, const std::string& sensor)
{
    const std::vector<double> means = mean_costs(study, sensor);
    const std::size_t judged = study.judged(), best = best_other(means, judged);
    const double ratio = means[judged] / means[best];
    return {fmt::format("{}, nuisances: mean rmse <= {:.0f} % of that of the best single other method", sensor, 100 * limits.mean_ratio),
            fmt::format("{} {:.3f}, {} {:.3f} px: {:.0f} %", study.methods[judged].name, means[judged], study.methods[best].name,
                        means[best], 100 * ratio),
            ratio <= limits.mean_ratio};
}

Verdict cells_verdict(const Study& study, const Limits& limits, const std::string& sensor)
{
    int cells = 0, worse = 0;
    double worst = 0;
    for (const Cell& cell : study.cells) cells += cell.sensor == sensor && is_judged(cell.nuisance);
    for (const Excess& e : excesses(study, limits)) {
        if (e.cell->sensor != sensor) continue;
        ++worse;
        worst = std::max(worst, e.excess_px);
    }
    return {fmt::format("{}, nuisances: no cell worse than the best other there by more than {:.2f} px", sensor, limits.cell_excess),
            fmt::format("{} of {} cells worse, by up to {:.3f} px", worse, cells, worst), worse == 0};
}

Verdict calibration_verdict(const Study& study, const Limits& limits, const std::string& sensor)
{
    double stated = 0, within_1 = 0, within_2 = 0;
    for (const Cell& cell : study.cells) {
        const Statistics& s = cell.scores[study.judged()];
        if (cell.sensor != sensor || s.stated == 0 || !(is_judged(cell.nuisance) || cell.nuisance == "clean")) continue;
        const auto n = static_cast<double>(s.stated);
        stated += n;
        within_1 += n * s.within_1;
        within_2 += n * s.within_2;
    }
    const double share_1 = within_1 / stated, share_2 = within_2 / stated;
    return {fmt::format("{}, clean and nuisances: 68 and 95 % of errors within 1 and 2 of the stated sigma, to {:.0f} points", sensor,
                        100 * limits.calibration),
            stated > 0 ? fmt::format("{:.1f} and {:.1f} %", 100 * share_1, 100 * share_2) : "no sigma is stated",
            std::abs(share_1 - 0.68) <= limits.calibration && std::abs(share_2 - 0.95) <= limits.calibration};
}

}  // namespace

bool is_judged(const std::string& nuisance)
{
    return std::find(judged_nuisances.begin(), judged_nuisances.end(), nuisance) != judged_nuisances.end();
}

std::vector<Excess> excesses(const Study& study, const Limits& limits)
{
    std::vector<Excess> result;
    const std::size_t judged = study.judged();
    for (const Cell& cell : study.cells) {
        if (!is_judged(cell.nuisance)) continue;
        std::vector<double> costs;
        for (const Statistics& s : cell.scores) costs.push_back(s.cost);
        const std::size_t best = best_other(costs, judged);
        const double excess = costs[judged] - costs[best];
        if (!(excess <= limits.cell_excess)) result.push_back({&cell, best, excess});
    }
    std::stable_sort(result.begin(), result.end(), [](const Excess& a, const Excess& b) { return a.excess_px > b.excess_px; });
    return result;
}

std::vector<Verdict> judge(const Study& study, const Limits& limits)
{
    std::vector<Verdict> verdicts;
    for (const auto of_sensor : {clean_verdict, mean_verdict, cells_verdict, calibration_verdict})
        for (const std::string& sensor : sensors_of(study)) verdicts.push_back(of_sensor(study, limits, sensor));
    return verdicts;
}

}  // namespace tasi::bench
