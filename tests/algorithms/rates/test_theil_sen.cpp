#include "algorithms/rates/theil_sen.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/rates/despike.hpp"
#include "algorithms/rates/mann_kendall.hpp"
#include "tests/algorithms/rates/noise.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using tasi::testing::NormalNoise;

namespace {

struct Points {
    std::vector<double> t, x;
};

/// With ties in dates and positions, gaps from hours to years and now and then a wild value.
Points points(NormalNoise& noise, int n)
{
    Points p;
    double t = 0;
    for (int i = 0; i < n; ++i) {
        if (noise.uniform() > 0.1) t += std::exp(3 * noise.next() - 3);
        p.t.push_back(t);
        p.x.push_back(std::round(10 * noise.next()) / (noise.uniform() < 0.5 ? 1 : 8) + (noise.uniform() < 0.02 ? 1e6 : 0));
    }
    p.t.back() = t + 1;
    return p;
}

std::vector<double> sorted_slopes(const Points& p)
{
    std::vector<double> all;
    for (std::size_t i = 0; i < p.t.size(); ++i)
        for (std::size_t j = i + 1; j < p.t.size(); ++j)
            if (p.t[j] > p.t[i]) all.push_back((p.x[j] - p.x[i]) / (p.t[j] - p.t[i]));
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

TEST_CASE("Theil-Sen picks the same slopes as sorting all of them, to the last bit", "[rates][law]")
{
    NormalNoise noise(11);
    for (const int n : {3, 5, 20, 23, 24, 40, 41, 200, 700}) {
        const Points p = points(noise, n);
        const std::vector<double> all = sorted_slopes(p);
        const double count = static_cast<double>(all.size());
        for (const double half_width : {0.0, 0.1 * count, 0.7 * count, 3 * count}) {
            CAPTURE(n, half_width);
            const TheilSen got = theil_sen(p.t, p.x, half_width);
            const std::size_t m = all.size() / 2;
            CHECK(got.slope_m_per_yr == (all.size() % 2 == 1 ? all[m] : all[m - 1] + (all[m] - all[m - 1]) / 2));
            CHECK(got.low_m_per_yr == all[static_cast<std::size_t>(std::max(std::nearbyint((count - half_width) / 2) - 1, 0.0))]);
            CHECK(got.high_m_per_yr == all[static_cast<std::size_t>(std::min(std::nearbyint((count + half_width) / 2), count - 1))]);
            CHECK(theil_sen_slope(p.t, p.x) == got.slope_m_per_yr);
        }
    }
}

TEST_CASE("the score of Mann and Kendall of a long series is the sum of all signs", "[rates][law]")
{
    NormalNoise noise(12);
    for (const int n : {3, 99, 100, 101, 102, 257, 600}) {
        const Points p = points(noise, n);
        double s = 0;
        for (std::size_t i = 0; i < p.t.size(); ++i)
            for (std::size_t j = i + 1; j < p.t.size(); ++j)
                if (p.t[j] > p.t[i]) s += (p.x[j] > p.x[i]) - (p.x[j] < p.x[i]);
        CAPTURE(n);
        CHECK(mann_kendall(p.t, p.x).s == s);
    }
}
