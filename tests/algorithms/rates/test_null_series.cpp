#include <cmath>
#include <numbers>
#include <random>

#include "algorithms/rates/certainty.hpp"
#include "algorithms/rates/statistics.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

class Noise {
public:
    double next()  // Box and Muller, so that the numbers are the same with every standard library
    {
        const double a = uniform(), b = uniform();
        return std::sqrt(-2 * std::log(a)) * std::cos(2 * std::numbers::pi * b);
    }

private:
    double uniform() { return (static_cast<double>(random_() >> 11) + 0.5) / 9007199254740992.0; }
    std::mt19937_64 random_{20240517};
};

/// Yearly positions of a shore that only trembles, each with `memory` of the last.
History trembling(Noise& noise, int years, double memory)
{
    History history;
    double x_m = noise.next();
    for (int i = 0; i < years; ++i) {
        history.push_back({*instant_of(1985 + i, 7, 1), 100 + 5 * x_m});
        x_m = memory * x_m + std::sqrt(1 - memory * memory) * noise.next();
    }
    return history;
}

struct FalseAlarms {
    int by_p = 0, by_interval = 0, by_memory = 0;
};

FalseAlarms count_false_alarms(int series, double memory)
{
    RateOptions options;
    options.confidence_pct = 95;
    Noise noise;
    FalseAlarms alarms;
    for (int i = 0; i < series; ++i) {
        const ChangeStatistics change = change_statistics(trembling(noise, 30, memory), options);
        alarms.by_p += *change["p"] < 0.05;
        alarms.by_interval += std::fabs(*change["LRR"]) > *change["LCI"];
        alarms.by_memory += change["LCIac"] && std::fabs(*change["LRR"]) > *change["LCIac"];
    }
    return alarms;
}

}  // namespace

TEST_CASE("of 10,000 shores without a trend 4 to 6 per cent look like one at the 95 per cent level", "[rates][law]")
{
    const FalseAlarms alarms = count_false_alarms(10000, 0);
    CHECK(alarms.by_p >= 400);
    CHECK(alarms.by_p <= 600);
    CHECK(alarms.by_interval == alarms.by_p);
    CHECK(alarms.by_memory <= alarms.by_p);
    CHECK(alarms.by_memory >= 200);
}

TEST_CASE("with memory from year to year the plain interval cries wolf more than twice as often as the aware one", "[rates][law]")
{
    const FalseAlarms alarms = count_false_alarms(2000, 0.6);
    CHECK(alarms.by_interval > 400);
    CHECK(alarms.by_memory < alarms.by_interval / 2);
}
