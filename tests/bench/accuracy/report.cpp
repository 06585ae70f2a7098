#include "tests/bench/accuracy/report.hpp"

#include <cmath>
#include <map>

#include <fmt/format.h>

namespace tasi::bench {
namespace {

/// A mean of the values that are there.
struct Mean {
    double sum = 0;
    int count = 0;

    void add(double value)
    {
        if (std::isnan(value)) return;
        sum += value;
        ++count;
    }
    double value() const { return sum / count; }
};

/// Means over coasts, in the order in which cells come.
struct Group {
    std::string sensor, nuisance;
    Mean bound_px;
    std::vector<Mean> cost, bias;
};

std::vector<Group> groups(const Study& study)
{
    std::vector<Group> result;
    for (const Cell& cell : study.cells) {
        if (result.empty() || result.back().sensor != cell.sensor || result.back().nuisance != cell.nuisance)
            result.push_back(
                {cell.sensor, cell.nuisance, {}, std::vector<Mean>(study.methods.size()), std::vector<Mean>(study.methods.size())});
        Group& group = result.back();
        group.bound_px.add(cell.bound_px);
        for (std::size_t m = 0; m < study.methods.size(); ++m) {
            group.cost[m].add(cell.scores[m].cost);
            group.bias[m].add(cell.scores[m].bias);
        }
    }
    return result;
}

/// Shares within 1 and 2 sigma, pooled.
struct Calibration {
    double stated = 0, within_1 = 0, within_2 = 0;

    void add(const Statistics& s)
    {
        if (s.stated == 0) return;
        const auto n = static_cast<double>(s.stated);
        stated += n;
        within_1 += n * s.within_1;
        within_2 += n * s.within_2;
    }
};

std::map<std::pair<std::string, std::size_t>, Calibration> calibrations(const Study& study)
{
    std::map<std::pair<std::string, std::size_t>, Calibration> result;
    for (const Cell& cell : study.cells)
        for (std::size_t m = 0; m < study.methods.size(); ++m) {
            result[{cell.sensor + ", clean", m}].add(cell.nuisance == "clean" ? cell.scores[m] : Statistics{});
            result[{cell.sensor + ", nuisances", m}].add(is_judged(cell.nuisance) ? cell.scores[m] : Statistics{});
        }
    std::erase_if(result, [](const auto& entry) { return entry.second.stated == 0; });
    return result;
}

/// A cell where another method is better, with what tells why.
struct ExcessRow {
    std::string cell, best;
    double rmse, sigma, clean;           ///< of the judged method: here, stated here, on the clean scene of the same coast
    double best_there, best_everywhere;  ///< of the best other: here, and over all judged nuisances of the same coast
};

std::vector<ExcessRow> excess_rows(const Study& study)
{
    std::vector<ExcessRow> rows;
    for (const Excess& e : excesses(study)) {
        const Statistics& own = e.cell->scores[study.judged()];
        ExcessRow row{e.cell->sensor + ", " + e.cell->nuisance + ", " + e.cell->coast,
                      study.methods[e.best].name,
                      own.cost,
                      own.sigma,
                      std::nan(""),
                      e.cell->scores[e.best].cost,
                      0};
        Mean everywhere;
        for (const Cell& cell : study.cells) {
            if (cell.sensor != e.cell->sensor || cell.coast != e.cell->coast) continue;
            if (cell.nuisance == "clean") row.clean = cell.scores[study.judged()].cost;
            if (is_judged(cell.nuisance)) everywhere.add(cell.scores[e.best].cost);
        }
        row.best_everywhere = everywhere.value();
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::string cells_text(const Study& study)
{
    std::string text;
    for (const Cell& cell : study.cells) {
        text += fmt::format("\n{}  {}  {}  ({} stations, bound {:.3f} px)\n", cell.sensor, cell.nuisance, cell.coast,
                            cell.scores.front().stations, cell.bound_px);
        text += fmt::format("  {:<16}{:>9}{:>9}{:>9}{:>10}\n", "", "bias", "rmse", "95 %", "no line");
        for (std::size_t m = 0; m < study.methods.size(); ++m) {
            const Statistics& s = cell.scores[m];
            text +=
                fmt::format("  {:<16}{:>+9.3f}{:>9.3f}{:>9.3f}{:>9.1f}%\n", study.methods[m].name, s.bias, s.rmse, s.p95, 100 * s.missing);
        }
    }
    return text;
}

std::string summary_text(const Study& study)
{
    std::string text =
        fmt::format("\nRoot mean square error, pixels of the finest layer, mean over coasts (no line within {} pixels counts {})\n",
                    search_px, search_px);
    text += fmt::format("{:<16}{:<17}{:>6}", "sensor", "nuisance", "bound");
    for (const Method& method : study.methods) text += fmt::format("{:>15}", method.name);
    for (const Group& g : groups(study)) {
        text += fmt::format("\n{:<16}{:<17}{:>6.3f}", g.sensor, g.nuisance, g.bound_px.value());
        for (const Mean& cost : g.cost) text += fmt::format("{:>15.3f}", cost.value());
    }
    return text + "\n";
}

std::string calibration_text(const Study& study)
{
    std::string text = "\nShare of errors within 1 and 2 of the stated sigma (68 and 95 % are wanted)\n";
    for (const auto& [key, c] : calibrations(study))
        text += fmt::format("{:<28}{:<16}{:>6.1f}%{:>7.1f}%\n", key.first, study.methods[key.second].name, 100 * c.within_1 / c.stated,
                            100 * c.within_2 / c.stated);
    return text;
}

std::string verdicts_text(const Study& study)
{
    std::string text = fmt::format("\nJudged: {}\n", study.methods[study.judged()].name);
    for (const Verdict& v : judge(study)) text += fmt::format("{}  {}: {}\n", v.passed ? "PASS" : "FAIL", v.rule, v.found);
    if (const auto rows = excess_rows(study); !rows.empty()) {
        text += fmt::format("\nCells where {} is worse than the best other there, pixels\n", study.methods[study.judged()].name);
        for (const ExcessRow& r : rows)
            text += fmt::format("      {:<40}{:.3f} (stated sigma {:.3f}; clean {:.3f})   {} {:.3f} ({:.3f} over all nuisances)\n", r.cell,
                                r.rmse, r.sigma, r.clean, r.best, r.best_there, r.best_everywhere);
    }
    return text;
}

std::string csv(const Study& study)
{
    std::string text = "sensor,nuisance,coast,method,bound_px,stations,missing,bias_px,rmse_px,p95_px,cost_px,stated,within_1,within_2\n";
    const auto number = [](double value) { return std::isnan(value) ? std::string() : fmt::format("{:.6f}", value); };
    for (const Cell& cell : study.cells)
        for (std::size_t m = 0; m < study.methods.size(); ++m) {
            const Statistics& s = cell.scores[m];
            text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", cell.sensor, cell.nuisance, cell.coast,
                                study.methods[m].name, number(cell.bound_px), s.stations, number(s.missing), number(s.bias), number(s.rmse),
                                number(s.p95), number(s.cost), s.stated, number(s.within_1), number(s.within_2));
        }
    return text;
}

std::string markdown(const Study& study)
{
    std::string text, sensor;
    for (const Group& g : groups(study)) {
        if (g.sensor != sensor) {
            sensor = g.sensor;
            text += fmt::format("\n`{}`: bias / root mean square error, pixels\n\n| nuisance | bound |", sensor);
            for (const Method& method : study.methods) text += fmt::format(" {} |", method.name);
            text += "\n|---|---|";
            for (std::size_t m = 0; m < study.methods.size(); ++m) text += "---|";
            text += "\n";
        }
        text += fmt::format("| {} | {:.3f} |", g.nuisance, g.bound_px.value());
        for (std::size_t m = 0; m < study.methods.size(); ++m) {
            if (g.bias[m].count == 0)
                text += " no line |";
            else
                text += fmt::format(" {:+.2f} / {:.2f} |", g.bias[m].value(), g.cost[m].value());
        }
        text += "\n";
    }
    if (const auto rows = excess_rows(study); !rows.empty()) {
        text += fmt::format("\nWhere `{}` is worse than the best other method by more than {} pixel: root mean square errors, pixels\n\n",
                            study.methods[study.judged()].name, Limits{}.cell_excess);
        text +=
            "| scene | error | stated 1 sigma | same coast, clean | best other there | that method, all nuisances of the coast "
            "|\n|---|---|---|---|---|---|\n";
        for (const ExcessRow& r : rows)
            text += fmt::format("| {} | {:.2f} | {:.2f} | {:.2f} | {} {:.2f} | {:.2f} |\n", r.cell, r.rmse, r.sigma, r.clean, r.best,
                                r.best_there, r.best_everywhere);
    }
    return text;
}

}  // namespace tasi::bench
