#include <algorithm>
#include <cmath>
#include <random>

#include "algorithms/rates/statistics.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

History random_history(std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    const auto uniform = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random() >> 11) / 9007199254740992.0;
    };
    History history;
    const int n = 3 + static_cast<int>(random() % 40);
    std::int64_t ms = static_cast<std::int64_t>(uniform(-5e11, 1e12));
    for (int i = 0; i < n; ++i) {
        history.push_back({{ms, false}, uniform(50, 250), uniform(1, 12)});
        ms += static_cast<std::int64_t>(uniform(1, 900) * 86400000);
    }
    return history;
}

template <class Change>
History changed(History history, Change change)
{
    for (Observation& o : history) change(o);
    return history;
}

constexpr int cases = 200;
const std::vector<const char*> slopes{"EPR", "LRR", "WLR", "TS"};
const std::vector<const char*> sizes{"EPRunc", "LCI", "WCI"};
const std::vector<const char*> pure{"LR2", "WR2", "p", "MKp", "MKpac", "neff"};

}  // namespace

TEST_CASE("moving the baseline changes no statistic", "[rates][law]")
{
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const History history = random_history(seed);
        const ChangeStatistics a = change_statistics(history);
        const ChangeStatistics b = change_statistics(changed(history, [](Observation& o) { o.x_m += 12345.678; }));
        for (const Statistic& s : statistics()) {
            CAPTURE(seed, s.name);
            REQUIRE(a[s.name].has_value() == b[s.name].has_value());
            if (a[s.name]) CHECK(*b[s.name] == Approx(*a[s.name]).epsilon(1e-8).margin(1e-8));
        }
    }
}

TEST_CASE("mirroring the coast changes the sign of rates and nothing else", "[rates][law]")
{
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const History history = random_history(seed);
        const ChangeStatistics a = change_statistics(history);
        const ChangeStatistics b = change_statistics(changed(history, [](Observation& o) { o.x_m = -o.x_m; }));
        CAPTURE(seed);
        for (const char* name : slopes) CHECK(*b[name] == Approx(-*a[name]).epsilon(1e-12));
        for (const char* name : sizes) CHECK(*b[name] == Approx(*a[name]).epsilon(1e-12));
        for (const char* name : pure) CHECK(*b[name] == Approx(*a[name]).epsilon(1e-9));
    }
}

TEST_CASE("reversing time negates the rates", "[rates][law]")
{
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const History history = random_history(seed);
        const ChangeStatistics a = change_statistics(history);
        const ChangeStatistics b = change_statistics(changed(history, [](Observation& o) { o.date.milliseconds *= -1; }));
        CAPTURE(seed);
        for (const char* name : slopes) CHECK(*b[name] == Approx(-*a[name]).epsilon(1e-9));
        for (const char* name : sizes) CHECK(*b[name] == Approx(*a[name]).epsilon(1e-9));
    }
}

TEST_CASE("metres twice as long double every rate and interval", "[rates][law]")
{
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const History history = random_history(seed);
        const ChangeStatistics a = change_statistics(history);
        const ChangeStatistics b = change_statistics(changed(history, [](Observation& o) { o.x_m *= 2, o.u_m *= 2; }));
        CAPTURE(seed);
        for (const char* name : slopes) CHECK(*b[name] == Approx(2 * *a[name]).epsilon(1e-12));
        for (const char* name : sizes) CHECK(*b[name] == Approx(2 * *a[name]).epsilon(1e-12));
        for (const char* name : pure) CHECK(*b[name] == Approx(*a[name]).epsilon(1e-12));
    }
}

TEST_CASE("an exact line has its slope as every rate, no scatter and no width", "[rates][law]")
{
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const double slope = static_cast<double>(seed % 41) / 7 - 2.9;
        History history = random_history(seed);
        const Instant first = history.front().date;
        for (Observation& o : history) o.x_m = 80 + slope * years_between(first, o.date);
        const ChangeStatistics change = change_statistics(history);
        CAPTURE(seed, slope);
        for (const char* name : slopes) CHECK(*change[name] == Approx(slope).epsilon(1e-9));
        CHECK(*change["LSE"] == 0);
        CHECK(*change["LCI"] == 0);
        CHECK(*change["p"] == 0);
        CHECK(*change["LR2"] == 1);
        CHECK(*change["neff"] == *change["n"]);
    }
}

TEST_CASE("equal uncertainties give the unweighted rate", "[rates][law]")
{
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const ChangeStatistics change = change_statistics(changed(random_history(seed), [](Observation& o) { o.u_m = 5; }));
        CHECK(*change["WLR"] == Approx(*change["LRR"]).epsilon(1e-9));
        CHECK(*change["WCI"] == Approx(*change["LCI"]).epsilon(1e-9));
        CHECK(*change["WSE"] == Approx(*change["LSE"] / 5).epsilon(1e-9));
    }
}

TEST_CASE("the interval of Theil-Sen holds its rate, and memory never narrows the interval of LRR", "[rates][law]")
{
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const ChangeStatistics change = change_statistics(random_history(seed));
        CHECK(*change["TSlo"] <= *change["TS"]);
        CHECK(*change["TShi"] >= *change["TS"]);
        CHECK(*change["neff"] <= *change["n"]);
        if (change["LCIac"]) CHECK(*change["LCIac"] >= *change["LCI"] * (1 - 1e-12));
    }
}

TEST_CASE("the variance of Mann and Kendall is that of all orders of the positions, with ties in both", "[rates][law]")
{
    const std::vector<std::vector<double>> ties{
        {1, 2, 3, 4, 5, 6}, {1, 1, 2, 3, 4, 5}, {1, 1, 1, 2, 3, 4}, {1, 1, 1, 2, 2, 2}, {1, 1, 1, 1, 2, 3}};
    for (const auto& t_yr : ties)
        for (const auto& positions : ties) {
            std::vector<std::size_t> order{0, 1, 2, 3, 4, 5};
            double squares = 0;
            do {
                std::vector<double> x_m;
                for (const std::size_t i : order) x_m.push_back(positions[i]);
                squares += std::pow(mann_kendall(t_yr, x_m).s, 2);
            } while (std::next_permutation(order.begin(), order.end()));
            CHECK(mann_kendall(t_yr, positions).variance == Approx(squares / 720).epsilon(1e-12));
        }
}
