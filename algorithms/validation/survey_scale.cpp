#include "algorithms/validation/survey_scale.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "algorithms/rates/middle_value.hpp"

namespace tasi {
namespace {

constexpr std::size_t least_moves = 20;
constexpr double least_r2 = 0.3;

/// A survey and the position beside it, from the medians of their transect.
struct Move {
    double survey_m, satellite_m;
};

void add_moves(const std::vector<Pair>& pairs, std::vector<Move>& moves)
{
    if (pairs.size() < least_pairs) return;
    std::vector<double> surveys, satellites;
    for (const Pair& pair : pairs) surveys.push_back(pair.survey_m), satellites.push_back(pair.satellite_m);
    const double survey_m = middle_value(surveys), satellite_m = middle_value(satellites);
    for (const Pair& pair : pairs) moves.push_back({pair.survey_m - survey_m, pair.satellite_m - satellite_m});
}

/// The b with least sum of |y - b x|: the median of y / x with weights |x|.
double least_absolute_slope(const std::vector<Move>& moves)
{
    std::vector<std::pair<double, double>> slopes;  // slope, weight
    double total = 0;
    for (const Move& move : moves) {
        if (move.survey_m == 0) continue;
        slopes.emplace_back(move.satellite_m / move.survey_m, std::fabs(move.survey_m));
        total += std::fabs(move.survey_m);
    }
    std::sort(slopes.begin(), slopes.end());
    double sum = 0;
    for (const auto& [slope, weight] : slopes)
        if ((sum += weight) >= total / 2) return slope;
    return 1;
}

double squared_correlation(const std::vector<Move>& moves)
{
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    const auto n = static_cast<double>(moves.size());
    for (const Move& move : moves) x += move.survey_m / n, y += move.satellite_m / n;
    for (const Move& move : moves) {
        const double dx = move.survey_m - x, dy = move.satellite_m - y;
        xx += dx * dx, yy += dy * dy, xy += dx * dy;
    }
    return xx > 0 && yy > 0 ? xy * xy / (xx * yy) : 0;
}

}  // namespace

std::optional<SurveyScale> survey_scale(const std::vector<std::vector<Pair>>& transects)
{
    std::vector<Move> moves;
    for (const auto& pairs : transects) add_moves(pairs, moves);
    if (moves.size() < least_moves) return std::nullopt;
    const double r2 = squared_correlation(moves);
    if (r2 < least_r2) return std::nullopt;
    return SurveyScale{least_absolute_slope(moves), r2, moves.size()};
}

bool counts_from_elsewhere(const Accuracy& accuracy)
{
    constexpr double large_m = 50, scatters = 3;
    return std::fabs(accuracy.median_m) > std::max(large_m, scatters * accuracy.robust_sd_m);
}

}  // namespace tasi
