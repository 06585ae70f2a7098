#include <cmath>
#include <string>
#include <vector>

#include "algorithms/forecast/forecast.hpp"
#include "algorithms/rates/transect_series.hpp"
#include "tests/algorithms/forecast/noise.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

constexpr double rate = -1.3, scatter_m = 8;
const std::vector<double> horizons{2030, 2040, 2060};

/// A shore that retreats steadily, seen twice a year from 1995 to 2025 with errors that remember `memory` of the last.
std::vector<Position> seen(Noise& noise, double memory)
{
    std::vector<Position> positions;
    double e = noise.next();
    for (int i = 0; i < 60; ++i) {
        Position p;
        p.transect = "T";
        const double year = 1995 + i / 2.0;
        p.date = instant_of_year(year);
        p.distance_m = 200 + rate * (year - 1995) + scatter_m * e;
        p.uncertainty_m = scatter_m;
        positions.push_back(p);
        e = memory * e + std::sqrt(1 - memory * memory) * noise.next();
    }
    return positions;
}

struct Held {
    int given = 0, mean = 0, shoreline = 0;
    double mean_pct() const { return 100.0 * mean / given; }
    double shoreline_pct() const { return 100.0 * shoreline / given; }
};

/// How many of the bands hold the true mean position, and a new observed shoreline.
std::vector<Held> count(const std::string& method, double memory, int transects)
{
    Noise noise(20251);
    std::vector<Held> held(horizons.size());
    for (int i = 0; i < transects; ++i) {
        const std::vector<Position> positions = seen(noise, memory);
        std::vector<double> surveyed;
        for (std::size_t h = 0; h < horizons.size(); ++h) surveyed.push_back(noise.next());
        const TransectRates rates = assess("T", positions, {});
        const History history = history_of_rows(by_transect(positions)[0].rows);
        ForecastOptions options;
        options.method = method;
        if (!reason_against(rates, history, options).empty()) continue;
        for (const char* band : {"mean", "shoreline"}) {
            options.band = band;
            const SeriesForecast forecast(history, rates, options);
            for (std::size_t h = 0; h < horizons.size(); ++h) {
                const double truth = 200 + rate * (horizons[h] - 1995);
                const ForecastRow row = forecast.at(horizons[h] - 1995);
                const bool of_mean = std::string(band) == "mean";
                const double wanted = of_mean ? truth : truth + scatter_m * surveyed[h];
                const bool inside = wanted >= *row.lower_m && wanted <= *row.upper_m;
                if (of_mean) ++held[h].given;
                (of_mean ? held[h].mean : held[h].shoreline) += inside;
            }
        }
    }
    return held;
}

void print_line(const std::string& what, const std::vector<Held>& held)
{
    std::string line = what + ": ";
    for (std::size_t h = 0; h < held.size(); ++h)
        line += std::to_string(static_cast<int>(horizons[h])) + " mean " + std::to_string(held[h].mean_pct()).substr(0, 5) +
                " % shoreline " + std::to_string(held[h].shoreline_pct()).substr(0, 5) + " %; ";
    WARN(line + std::to_string(held[0].given) + " transects");
}

}  // namespace

TEST_CASE("of 2,000 simulated shores the 90 per cent bands of the line hold 85 to 95 per cent", "[forecast][truth]")
{
    for (const double memory : {0.0, 0.4, 0.6}) {
        const auto held = count("linear", memory, 2000);
        print_line("linear, memory " + std::to_string(memory).substr(0, 3), held);
        for (std::size_t h = 0; h < held.size(); ++h) {
            CAPTURE(memory, horizons[h]);
            CHECK(held[h].given >= 1900);
            CHECK(held[h].mean_pct() >= 85);
            CHECK(held[h].mean_pct() <= 95);
            CHECK(held[h].shoreline_pct() >= 85);
            CHECK(held[h].shoreline_pct() <= 95);
        }
    }
}

TEST_CASE("of simulated shores the bands of the filter hold the mean position at least as often as they say", "[forecast][truth]")
{
    for (const double memory : {0.0, 0.6}) {
        const auto held = count("kalman", memory, 1000);
        print_line("kalman, memory " + std::to_string(memory).substr(0, 3), held);
        for (const Held& h : held) CHECK(h.mean_pct() >= 85);
    }
}
