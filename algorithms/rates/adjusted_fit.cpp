#include "algorithms/rates/adjusted_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <Eigen/Dense>

#include "algorithms/rates/autocorrelation.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

using Columns = std::vector<std::vector<double>>;

/// Quarters from December: DJF, MAM, JJA, SON as parts of a Julian year.
int quarter_of(double year)
{
    const double since_december = year - std::floor(year) + 1.0 / 12;
    return static_cast<int>(std::floor(since_december * 4)) % 4;
}

std::array<double, 4> shares_of_quarters(std::span<const double> year)
{
    std::array<double, 4> shares{};
    for (const double y : year) shares[static_cast<std::size_t>(quarter_of(y))] += 1 / static_cast<double>(year.size());
    return shares;
}

bool season_is_seen(std::span<const double> t_yr, std::span<const double> year, const Explanations& asked)
{
    const auto shares = shares_of_quarters(year);
    return t_yr.back() - t_yr.front() >= asked.least_span_yr && *std::min_element(shares.begin(), shares.end()) >= asked.least_season_share;
}

Columns season_columns(std::span<const double> year, const std::string& season, int most_waves)
{
    Columns columns;
    if (season == "harmonics")
        for (int waves = 1; waves <= most_waves; ++waves)
            for (const bool sine : {false, true}) {
                columns.emplace_back();
                for (const double y : year) {
                    const double angle = 2 * std::numbers::pi * waves * (y - 2000);
                    columns.back().push_back(sine ? std::sin(angle) : std::cos(angle));
                }
            }
    if (season == "means") {
        const auto shares = shares_of_quarters(year);
        for (int quarter = 1; quarter < 4; ++quarter) {  // the first is the level's; centred so that the terms sum to 0 over the dates
            columns.emplace_back();
            for (const double y : year) columns.back().push_back((quarter_of(y) == quarter) - shares[static_cast<std::size_t>(quarter)]);
        }
    }
    return columns;
}

/// Least squares of one set of columns.
struct Solution {
    Eigen::VectorXd coefficients, errors;
    Eigen::VectorXd residuals;
    double ssr = 0;
    bool determined = false;

    double t_value(Eigen::Index i) const { return errors[i] > 0 ? std::fabs(coefficients[i] / errors[i]) : 0; }
};

Solution solve(const Columns& columns, std::span<const double> x_m, const std::vector<std::size_t>& rows)
{
    const auto n = static_cast<Eigen::Index>(rows.size()), p = static_cast<Eigen::Index>(columns.size());
    Solution solution;
    if (n <= p + 1) return solution;
    Eigen::MatrixXd a(n, p);
    Eigen::VectorXd x(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const std::size_t row = rows[static_cast<std::size_t>(i)];
        for (Eigen::Index j = 0; j < p; ++j) a(i, j) = columns[static_cast<std::size_t>(j)][row];
        x[i] = x_m[row] - x_m[0];
    }
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(a);
    qr.setThreshold(1e-9);  // a wave of exactly the rhythm of the dates is rounding, not a column
    if (qr.rank() < p) return solution;
    solution.determined = true;
    solution.coefficients = qr.solve(x);
    solution.residuals = x - a * solution.coefficients;
    solution.ssr = solution.residuals.squaredNorm();
    const Eigen::MatrixXd inverse = (a.transpose() * a).ldlt().solve(Eigen::MatrixXd::Identity(p, p));
    solution.errors = (inverse.diagonal() * (solution.ssr / static_cast<double>(n - p))).cwiseMax(0).cwiseSqrt();
    return solution;
}

/// What the season adds over one year, in 365 steps from 1 January.
std::vector<double> season_over_a_year(const Eigen::VectorXd& coefficients, const std::string& season, std::size_t count,
                                       std::span<const double> year)
{
    std::vector<double> grid;
    for (int day = 0; day < 365; ++day) grid.push_back(2000 + (day + 0.5) / 365);
    const int waves = static_cast<int>(count) / 2;  // a cosine and a sine each
    Columns columns = season_columns(grid, season, waves);
    if (season == "means") {
        const auto shares = shares_of_quarters(year);
        for (int quarter = 1; quarter < 4; ++quarter)
            for (std::size_t i = 0; i < grid.size(); ++i)
                columns[static_cast<std::size_t>(quarter - 1)][i] =
                    (quarter_of(grid[i]) == quarter) - shares[static_cast<std::size_t>(quarter)];
    }
    std::vector<double> level(grid.size(), 0.0);
    for (std::size_t k = 0; k < columns.size(); ++k)
        for (std::size_t i = 0; i < grid.size(); ++i) level[i] += coefficients[static_cast<Eigen::Index>(2 + k)] * columns[k][i];
    return level;
}

void describe_season(AdjustedFit& fit, const Eigen::VectorXd& c, const std::string& season, std::size_t count, std::span<const double> year)
{
    const std::vector<double> level = season_over_a_year(c, season, count, year);
    const auto [low, high] = std::minmax_element(level.begin(), level.end());
    fit.season_m = (*high - *low) / 2;
    const double peak = (static_cast<double>(high - level.begin()) + 0.5) / 365;
    fit.season_peak = season == "means" ? quarter_of(2000 + peak) / 4.0 + 1.0 / 24 : peak;  // a quarter's middle
}

struct Lagged {
    std::vector<double> value;      ///< 0 where unknown
    std::vector<std::size_t> rows;  ///< where known
};

Lagged lagged(const Regressor& regressor, std::span<const double> year, int months)
{
    Lagged result;
    for (std::size_t i = 0; i < year.size(); ++i) {
        const auto value = regressor.at(year[i] - months / 12.0);
        result.value.push_back(value.value_or(0));
        if (value) result.rows.push_back(i);
    }
    return result;
}

/// Every lag is judged on the dates that all of them know: else the lag with the fewest dates could win.
std::vector<std::size_t> rows_of_all(const std::vector<Lagged>& lags, std::size_t n)
{
    std::vector<int> known(n, 0);
    for (const Lagged& lag : lags)
        for (const std::size_t row : lag.rows) ++known[row];
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < n; ++i)
        if (known[i] == static_cast<int>(lags.size())) rows.push_back(i);
    return rows;
}

double memory_of(const Solution& solution, std::span<const double> t_yr, std::span<const long long> days,
                 const std::vector<std::size_t>& rows)
{
    std::vector<double> t, r(solution.residuals.begin(), solution.residuals.end());
    std::vector<long long> day;
    double mean = 0, s_tt = 0;
    for (const std::size_t row : rows) {
        t.push_back(t_yr[row]);
        day.push_back(days[row]);
        mean += t_yr[row] / static_cast<double>(rows.size());
    }
    for (const double time : t) s_tt += (time - mean) * (time - mean);
    return std::min(memory_of_residuals(t, day, r, mean, s_tt), 0.99);
}

/// A regressor that is nearly a sum of trend and season cannot be told from them: a rate beside it would be any number.
bool is_told_apart(const Columns& others, const std::vector<double>& value, const std::vector<std::size_t>& rows)
{
    constexpr double least_own_share = 0.01;
    const Solution explained = solve(others, value, rows);
    double mean = 0, total = 0;
    for (const std::size_t row : rows) mean += value[row] / static_cast<double>(rows.size());
    for (const std::size_t row : rows) total += (value[row] - mean) * (value[row] - mean);
    return explained.determined && explained.ssr > least_own_share * total;
}

/// The columns with their best lag.
struct Choice {
    Solution solution;
    std::size_t lag = 0;
};

Choice best_of(Columns& columns, const std::vector<Lagged>& lags, std::span<const double> x_m, const std::vector<std::size_t>& rows)
{
    const auto last = static_cast<Eigen::Index>(columns.size());
    if (lags.empty()) return {solve(columns, x_m, rows), 0};
    Choice best;
    const Columns others = columns;
    columns.emplace_back();
    for (std::size_t k = 0; k < lags.size(); ++k) {
        if (!is_told_apart(others, lags[k].value, rows)) continue;
        columns.back() = lags[k].value;
        Solution other = solve(columns, x_m, rows);
        if (!other.determined || (best.solution.determined && other.t_value(last) <= best.solution.t_value(last))) continue;
        best = {std::move(other), k};
    }
    columns.back() = lags[best.lag].value;
    return best;
}

Columns columns_of(std::span<const double> t_yr, std::span<const double> year, const std::string& season, int waves)
{
    double mean_t = 0;
    for (const double t : t_yr) mean_t += t / static_cast<double>(t_yr.size());
    Columns columns{std::vector<double>(t_yr.size(), 1.0), {}};
    for (const double t : t_yr) columns[1].push_back(t - mean_t);
    for (auto& column : season_columns(year, season, waves)) columns.push_back(std::move(column));
    return columns;
}

}  // namespace

const std::vector<std::string>& season_models()
{
    static const std::vector<std::string> names{"none", "harmonics", "means"};
    return names;
}

void Explanations::validate() const
{
    if (std::find(season_models().begin(), season_models().end(), season) == season_models().end())
        throw UsageError("OPTION", "", "unknown season model " + season, "give one of " + join(season_models(), ", "));
    for (const int lag : {longest_lag_months, lag_months.value_or(0)})
        if (lag < 0 || lag > 120) throw UsageError("OPTION", "", fmt::format("lag is {} months", lag), "give 0 to 120 months");
}

std::optional<AdjustedFit> adjusted_fit(std::span<const double> t_yr, std::span<const double> year, std::span<const double> x_m,
                                        std::span<const long long> days, const Explanations& asked)
{
    const std::size_t n = t_yr.size();
    if (n < 4 || (asked.season != "none" && !season_is_seen(t_yr, year, asked))) return std::nullopt;
    std::vector<Lagged> lags;
    const int first_lag = asked.lag_months.value_or(0), last_lag = asked.lag_months.value_or(asked.longest_lag_months);
    if (asked.regressor)
        for (int months = first_lag; months <= last_lag; ++months) lags.push_back(lagged(*asked.regressor, year, months));
    const std::vector<std::size_t> rows = rows_of_all(lags, n);

    Columns columns = columns_of(t_yr, year, asked.season, 2);
    std::size_t of_season = columns.size() - 2;
    Choice best = best_of(columns, lags, x_m, rows);
    if (!best.solution.determined && asked.season == "harmonics") {  // four dates a year do not show a second wave
        columns = columns_of(t_yr, year, asked.season, 1);
        of_season = columns.size() - 2;
        best = best_of(columns, lags, x_m, rows);
    }
    if (!best.solution.determined) return std::nullopt;

    const Solution& solution = best.solution;
    AdjustedFit fit;
    fit.n = rows.size();
    fit.parameters = columns.size();
    fit.slope_m_per_yr = solution.coefficients[1];
    fit.slope_error = solution.errors[1];
    fit.ssr = solution.ssr;
    fit.memory = memory_of(solution, t_yr, days, rows);
    if (asked.season != "none") describe_season(fit, solution.coefficients, asked.season, of_season, year);
    if (asked.regressor) {
        const auto last = static_cast<Eigen::Index>(columns.size()) - 1;
        fit.coefficient_m = solution.coefficients[last];
        fit.coefficient_error = solution.errors[last];
        fit.lag_months = first_lag + static_cast<int>(best.lag);
        fit.lags_tried = static_cast<int>(lags.size());
    }
    fit.explained_m.assign(n, 0.0);
    for (std::size_t k = 2; k < columns.size(); ++k)
        for (std::size_t i = 0; i < n; ++i) fit.explained_m[i] += solution.coefficients[static_cast<Eigen::Index>(k)] * columns[k][i];
    return fit;
}

}  // namespace tasi
