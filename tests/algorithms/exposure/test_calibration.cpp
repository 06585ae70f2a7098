#include <array>
#include <iomanip>
#include <sstream>

#include "src/core/parallel.hpp"
#include "tests/algorithms/exposure/random_coast.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

struct Tally {
    std::array<double, 10> expected{};  ///< sum of probabilities, by bin
    std::array<double, 10> squares{};   ///< of what each coast has too many or too few in the bin
    std::array<long, 10> reached{}, number{};
    std::array<int, 2> inside{}, coasts{};  ///< people inside of the interval, by horizon
};

/// One coast looked at as `tasi risk` would, against its truth.
struct OneCoast {
    std::vector<std::pair<double, bool>> villages;
    std::array<bool, 2> inside{};
};

OneCoast judge(std::uint64_t seed, const ErrorShares& shares)
{
    const RandomCoast truth(seed, shares);
    ExposureOptions options;
    options.base_year = RandomCoast::base_year;
    options.years = {2050, 2100};
    options.polygon_sd_m = shares.place_sd_m;
    const AssessedCoast coast = truth.coast();
    OneCoast one;
    std::array<double, 2> people{};
    std::vector<Stake> stakes;
    for (std::size_t i = 0; i < truth.places.size(); ++i) {
        const PlaceReach reach = reach_of(truth.places[i], coast, options, shares.place_sd_m);
        stakes.push_back(
            {truth.people[i], coast.stretch_of(reach.leading), probabilities_of(reach, options), own_shares_of(reach, options)});
        for (std::size_t y = 0; y < 2; ++y) {
            const bool reached = truth.reached(i, options.years_to(options.years[y]));
            people[y] += reached ? truth.true_people[i] : 0;
            if (y == 0) one.villages.emplace_back(stakes.back().probability[y], reached);
        }
    }
    SumOptions sum_options;
    sum_options.amount_cv = 0.2;
    const StakeSums sums(sum_options);
    for (std::size_t y = 0; y < 2; ++y) {
        const SumReached sum = sums.reached(stakes, y);
        one.inside[y] = people[y] >= sum.low && people[y] <= sum.high;
    }
    return one;
}

Tally judge_coasts(int coasts, const ErrorShares& shares)
{
    std::vector<OneCoast> all(static_cast<std::size_t>(coasts));
    parallel_for(coasts, [&](int i) { all[static_cast<std::size_t>(i)] = judge(7000 + static_cast<std::uint64_t>(i), shares); });
    Tally tally;
    for (const OneCoast& one : all) {
        std::array<double, 10> too_many{};
        for (const auto& [p, reached] : one.villages) {
            const auto bin = static_cast<std::size_t>(std::min(9.0, 10 * p));
            too_many[bin] += (reached ? 1 : 0) - p;
            tally.expected[bin] += p;
            tally.reached[bin] += reached;
            ++tally.number[bin];
        }
        for (std::size_t b = 0; b < 10; ++b) tally.squares[b] += too_many[b] * too_many[b];
        for (std::size_t y = 0; y < 2; ++y) {
            tally.inside[y] += one.inside[y];
            ++tally.coasts[y];
        }
    }
    return tally;
}

std::string shown(const Tally& tally)
{
    std::ostringstream out;
    out << std::fixed << std::setprecision(1);
    for (std::size_t b = 0; b < 10; ++b)
        out << "said " << 100 * tally.expected[b] / static_cast<double>(tally.number[b]) << " %: reached "
            << 100.0 * static_cast<double>(tally.reached[b]) / static_cast<double>(tally.number[b]) << " % of " << tally.number[b]
            << ", standard error " << 100 * std::sqrt(tally.squares[b]) / static_cast<double>(tally.number[b]) << " %\n";
    for (std::size_t y = 0; y < 2; ++y) out << "people inside: " << 100.0 * tally.inside[y] / tally.coasts[y] << " %\n";
    return out.str();
}

}  // namespace

// 500 coasts of 100 villages. The villages of one coast are reached together: the standard error is that of the sums of the coasts, which
// are independent; of ten bins none should be off by three of them (by chance one in 40 runs has one). 0.3 % are for rates that differ
// between a village and its transects.
TEST_CASE("of villages given 20 to 30 %, 20 to 30 % are reached, and so in every bin; people lie inside the interval", "[exposure]")
{
    const Tally tally = judge_coasts(500, ErrorShares{});
    INFO(shown(tally));
    for (std::size_t b = 0; b < 10; ++b) {
        CAPTURE(b);
        const double n = static_cast<double>(tally.number[b]), said = tally.expected[b] / n;
        const double found = static_cast<double>(tally.reached[b]) / n;
        CHECK(std::abs(found - said) < 0.003 + 3 * std::sqrt(tally.squares[b]) / n);
    }
    for (std::size_t y = 0; y < 2; ++y) {
        CHECK(tally.inside[y] >= 0.85 * tally.coasts[y]);
        CHECK(tally.inside[y] <= 0.95 * tally.coasts[y]);
    }
}

TEST_CASE("figures for other ways in which errors hang together", "[.explore]")
{
    for (const ErrorShares& s : {ErrorShares{0.5, 0.4, 0.1, 10}, ErrorShares{0, 0.9, 0.1, 10}, ErrorShares{0, 0, 1, 10},
                                 ErrorShares{0.9, 0.05, 0.05, 10}, ErrorShares{0.5, 0.4, 0.1, 0}, ErrorShares{0.5, 0.4, 0.1, 50}})
        WARN(s.common << ' ' << s.near << ' ' << s.own << ' ' << s.place_sd_m << '\n' << shown(judge_coasts(500, s)));
}
