#include <array>

#include "algorithms/exposure/settlement_people.hpp"
#include "src/core/parallel.hpp"
#include "tests/algorithms/exposure/random_coast.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

constexpr double depth_m = 100, width_m = 40;

struct OneCoast {
    std::array<double, 2> expected{}, reached{};  ///< shares of all people
    std::array<bool, 2> inside{};
};

Geometry outline_at(const Point& front)
{
    const double x = front.x, y = front.y - width_m / 2;
    return Geometry::of(
        std::vector<Polygon>{{{{x - depth_m, y}, {x, y}, {x, y + width_m}, {x - depth_m, y + width_m}, {x - depth_m, y}}, {}}});
}

/// 100 villages with outlines, drawn some metres off as a whole, looked at as `tasi risk` would.
OneCoast judge(std::uint64_t seed)
{
    const ErrorShares shares;
    const RandomCoast truth(seed, shares);
    ExposureOptions options;
    options.base_year = RandomCoast::base_year;
    options.years = {2050, 2100};
    options.polygon_sd_m = shares.place_sd_m;
    const AssessedCoast coast = truth.coast();
    std::vector<Stake> stakes;
    OneCoast one;
    double all = 0, all_true = 0;
    std::array<double, 2> reached{};
    for (std::size_t i = 0; i < truth.places.size(); ++i) {
        const Geometry outline = outline_at(truth.places[i]);
        for (Asset& asset : people_of(outline, risk_of(outline, coast, options), coast, options)) {
            asset.stake.amount *= truth.people[i];
            asset.stake.own_group = i;
            stakes.push_back(std::move(asset.stake));
        }
        all += truth.people[i];
        all_true += truth.true_people[i];
        for (std::size_t y = 0; y < 2; ++y)
            reached[y] += truth.true_people[i] * truth.reached_share(i, options.years_to(options.years[y]), depth_m, width_m);
    }
    SumOptions sum_options;
    sum_options.amount_cv = 0.2;
    const StakeSums sums(sum_options);
    for (std::size_t y = 0; y < 2; ++y) {
        const SumReached sum = sums.reached(stakes, y);
        one.expected[y] = sum.expected / all;
        one.reached[y] = reached[y] / all_true;
        one.inside[y] = reached[y] >= sum.low && reached[y] <= sum.high;
    }
    return one;
}

}  // namespace

// The standard error is that of the mean over coasts, which are independent.
TEST_CASE("people spread over outlines are reached as often as said, and lie inside the interval on 85 to 95 % of coasts", "[exposure]")
{
    constexpr int coasts = 100;
    std::vector<OneCoast> all(coasts);
    parallel_for(coasts, [&](int i) { all[static_cast<std::size_t>(i)] = judge(9000 + static_cast<std::uint64_t>(i)); });
    for (std::size_t y = 0; y < 2; ++y) {
        double expected = 0, off = 0, squares = 0;
        int inside = 0;
        for (const OneCoast& one : all) {
            expected += one.expected[y] / coasts;
            off += (one.reached[y] - one.expected[y]) / coasts;
            squares += (one.reached[y] - one.expected[y]) * (one.reached[y] - one.expected[y]);
            inside += one.inside[y];
        }
        INFO("said " << expected << ", reached " << expected + off << ", standard error " << std::sqrt(squares) / coasts << ", inside "
                     << inside);
        CHECK(std::abs(off) < 0.003 + 3 * std::sqrt(squares) / coasts);
        CHECK(inside >= 85);
        CHECK(inside <= 95);
    }
}
