#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "algorithms/exposure/assets.hpp"
#include "algorithms/rates/line_fit.hpp"
#include "algorithms/rates/line_prediction.hpp"
#include "tests/algorithms/exposure/coasts.hpp"

namespace tasi {

/// How the errors of shorelines hang together: shares of their variance that a date has in common along the whole coast, that neighbours
/// within about a kilometre share, and that each transect has for itself.
struct ErrorShares {
    double common = 0.5, near = 0.4, own = 0.1;
    double place_sd_m = 10;
};

/// A coast of 20 km whose true rates are known, measured once a year from 1990 to 2024 with errors of 10 m, and 100 villages.
class RandomCoast {
public:
    static constexpr double base_year = 2025;
    static constexpr double spacing_m = 100;
    static constexpr int transects = 201, dates = 35, villages = 100;

    RandomCoast(std::uint64_t seed, const ErrorShares& shares) : random_(seed), shares_(shares)
    {
        true_rates_ = along_shore(1000, 1.0);
        const double mean = -1.0 + 1.0 * gaussian();
        for (double& rate : true_rates_) rate = mean + 0.7 * rate;
        measure();
        settle();
    }

    AssessedCoast coast() const { return {measured_, {}}; }
    std::vector<Point> places;   ///< as a gazetteer has them
    std::vector<double> people;  ///< by a census
    std::vector<double> true_people;

    bool reached(std::size_t village, double years) const { return -rate_at(true_places_[village].y) * years >= -true_places_[village].x; }

    /// The part of a village of that depth and width (its front stands at the place) that is reached, when it is built evenly.
    double reached_share(std::size_t village, double years, double depth_m, double width_m) const
    {
        constexpr int lines = 20;
        const Point front = true_places_[village];
        double share = 0;
        for (int k = 0; k < lines; ++k) {
            const double retreat = -rate_at(front.y + ((k + 0.5) / lines - 0.5) * width_m) * years;
            share += std::clamp((retreat + front.x) / depth_m, 0.0, 1.0) / lines;
        }
        return share;
    }

private:
    double gaussian()
    {
        const auto uniform = [&] { return (static_cast<double>(random_() >> 11) + 0.5) / 9007199254740992.0; };
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return radius * std::cos(6.283185307179586 * uniform());
    }
    double uniform() { return (static_cast<double>(random_() >> 11) + 0.5) / 9007199254740992.0; }

    /// A stationary course along the shore: correlation exp(-distance / length).
    std::vector<double> along_shore(double length_m, double sd)
    {
        std::vector<double> values(transects);
        const double memory = std::exp(-spacing_m / length_m);
        double value = gaussian();
        for (double& one : values) {
            one = sd * value;
            value = memory * value + std::sqrt(1 - memory * memory) * gaussian();
        }
        return values;
    }

    double rate_at(double y) const
    {
        const double place = y / spacing_m;
        const auto i = static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, transects - 2.0));
        const double f = place - static_cast<double>(i);
        return (1 - f) * true_rates_[i] + f * true_rates_[i + 1];
    }

    void measure()
    {
        std::vector<std::vector<double>> errors(dates);
        for (auto& of_date : errors) {
            const double common = std::sqrt(shares_.common) * error_m * gaussian();
            of_date = along_shore(1000, std::sqrt(shares_.near) * error_m);
            for (double& error : of_date) error += common + std::sqrt(shares_.own) * error_m * gaussian();
        }
        for (int i = 0; i < transects; ++i) {
            std::vector<double> t, x;
            for (int k = 0; k < dates; ++k) {
                t.push_back(k);
                x.push_back(200 + true_rates_[static_cast<std::size_t>(i)] * (k - (base_year - 1990)) +
                            errors[static_cast<std::size_t>(k)][static_cast<std::size_t>(i)]);
            }
            const LineFit line = fit_line(t, x);
            const LinePrediction now = predict(line, base_year - 1990, dates);
            AssessedTransect one = assessed_transect({0, spacing_m * i}, {1, 0}, line.slope_m_per_yr, i);
            one.rate_sd = line.slope_error();
            one.degrees_of_freedom = dates - 2;
            one.lever_yr = base_year - 1990 - (dates - 1) / 2.0;
            one.now_m = now.x_m;
            one.now_sd_m = now.mean_sd_m;
            measured_.push_back(one);
        }
    }

    /// Villages stand on land today, up to 200 m from the true shore.
    void settle()
    {
        const double census = std::exp(0.198042 * gaussian() - 0.0196104);
        for (int i = 0; i < villages; ++i) {
            const Point place{-200 * uniform(), spacing_m * (transects - 1) * (0.02 + 0.96 * uniform())};
            true_places_.push_back(place);
            places.push_back(place + Vector{shares_.place_sd_m * gaussian(), 0});
            people.push_back(std::floor(std::exp(5 + 0.8 * gaussian())));
            true_people.push_back(people.back() * census);
        }
    }

    static constexpr double error_m = 10;
    std::mt19937_64 random_;
    ErrorShares shares_;
    std::vector<double> true_rates_;
    std::vector<AssessedTransect> measured_;
    std::vector<Point> true_places_;
};

}  // namespace tasi
