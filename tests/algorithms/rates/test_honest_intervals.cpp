#include <cmath>

#include "algorithms/rates/change_point.hpp"
#include "algorithms/rates/statistics.hpp"
#include "tests/algorithms/rates/noise.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using tasi::testing::NormalNoise;

namespace {

constexpr double truth = -0.8;
constexpr int transects = 2000;

/// One date a year, 6 m of noise on a trend of -0.8 m/yr; a jump of `jump_sigma` from year `jump_at` on.
History simulated(NormalNoise& noise, int years, double memory, double jump_sigma = 0, int jump_at = 0)
{
    const std::vector<double> n = noise.series(years, memory);
    History history;
    for (int i = 0; i < years; ++i) {
        const Instant date = *instant_of(1984 + i, 7, 1);
        history.push_back(
            {date, 200 + truth * (date.julian_year() - 1984) + 6 * (n[static_cast<std::size_t>(i)] + (i >= jump_at ? jump_sigma : 0)), 6});
    }
    return history;
}

/// How many of 100 intervals that are given hold the truth.
struct Held {
    double plain = 0, aware = 0, given = 0;
};

Held held(int years, double memory)
{
    NormalNoise noise(20240517);
    Held held;
    for (int k = 0; k < transects; ++k) {
        const ChangeStatistics got = change_statistics(simulated(noise, years, memory));
        const double off = std::fabs(*got["LRR"] - truth);
        held.plain += off <= *got["LCI"];
        held.given += got["LCIac"].has_value();
        held.aware += got["LCIac"] && off <= *got["LCIac"];
    }
    return {100 * held.plain / transects, 100 * held.aware / held.given, 100 * held.given / transects};
}

}  // namespace

TEST_CASE("intervals of 90 % hold the true rate of 87 to 93 % of 2,000 simulated transects", "[rates][truth]")
{
    for (const auto& [years, memory] : {std::pair{40, 0.0}, {40, 0.3}, {40, 0.6}, {100, 0.0}, {100, 0.3}, {100, 0.6}}) {
        CAPTURE(years, memory);
        const Held of = held(years, memory);
        WARN(years << " dates, memory " << memory << ": LCI holds " << of.plain << " %, LCIac " << of.aware << " %, given " << of.given
                   << " %");
        if (memory == 0) CHECK(std::fabs(of.plain - 90) <= 3);
        if (memory == 0.6) CHECK(of.plain < 70);
        CHECK(std::fabs(of.aware - 90) <= 3);
        CHECK(of.given > 95);
    }
}

TEST_CASE("a jump of more than three sigma is dated within a year in 90 % of 2,000 transects", "[rates][truth]")
{
    NormalNoise noise(7);
    int found = 0, inside = 0, likely = 0;
    for (int k = 0; k < transects; ++k) {
        const int at = 12 + k % 17;                         // anywhere in the middle of forty years
        const double sigma = 3.0 + (k * 37 % 300) / 100.0;  // 3 to 6
        const ChangeStatistics got = change_statistics(simulated(noise, 40, 0, k % 2 == 0 ? sigma : -sigma, at));
        const ChangePoint* point = likely_break(got.break_point);
        if (!point) continue;
        ++likely;
        found += std::fabs(point->t_yr - (at - 0.5)) <= 1.01;
        inside += point->from_yr <= at - 0.49 && point->to_yr >= at - 0.51;
    }
    WARN("detected " << 100.0 * likely / transects << " %, within a year " << 100.0 * found / transects << " %, interval holds "
                     << 100.0 * inside / likely << " % of those detected");
    CHECK(found >= 0.9 * transects);
    CHECK(inside >= 0.87 * likely);
}

TEST_CASE("a record without a break seldom shows one, with memory too", "[rates][truth]")
{
    for (const auto& [memory, most_percent] : {std::pair{0.0, 7.0}, {0.3, 10.0}, {0.6, 15.0}}) {
        NormalNoise noise(99);
        int likely = 0;
        for (int k = 0; k < transects; ++k) likely += likely_break(change_statistics(simulated(noise, 40, memory)).break_point) != nullptr;
        WARN("memory " << memory << ": false breaks " << 100.0 * likely / transects << " %");
        CHECK(100.0 * likely / transects <= most_percent);
    }
}
