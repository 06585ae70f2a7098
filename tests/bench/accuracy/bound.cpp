#include "tests/bench/accuracy/bound.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Dense>

#include "scenes/synthetic/measured/scene_fields.hpp"

namespace tasi::bench {
namespace {

using namespace scenes::measured;

/// What meets at the waterline, in the bands of one layer.
struct Meeting {
    Eigen::VectorXd sea, land, glint;
    double sea_texture, land_texture;
};

std::size_t slot_of(Band band) { return static_cast<std::size_t>(std::find(six_bands.begin(), six_bands.end(), band) - six_bands.begin()); }

Eigen::VectorXd in_bands(const SixBands& values, const std::vector<Band>& bands)
{
    Eigen::VectorXd result(static_cast<Eigen::Index>(bands.size()));
    for (std::size_t b = 0; b < bands.size(); ++b) result(static_cast<Eigen::Index>(b)) = values[slot_of(bands[b])];
    return result;
}

Meeting meeting(const MeasuredScene& scene, const CoastKind& coast, const Nuisance& nuisance, const std::vector<Band>& bands)
{
    const Zone sea = nuisance.foam_m > 0 ? Zone::foam : coast.terrace > 0 ? Zone::terrace : Zone::open_water;
    const Zone land = nuisance.wet_sand_m > 0 ? Zone::wet : Zone::dry;
    const Surface &water = scene.colours.zones[number_of(sea)], &ground = scene.colours.zones[number_of(land)];
    const double mean_plume = 0.65 * nuisance.turbidity, mean_glint = sea == Zone::foam ? 0 : nuisance.glint;
    const SixBands seen = sea == Zone::foam ? water.reflectance : blend(water.reflectance, scene.colours.turbid, mean_plume);
    Meeting result{in_bands(seen, bands), in_bands(ground.reflectance, bands), mean_glint * in_bands(glint_factor, bands), water.texture,
                   ground.texture};
    return result;
}

double density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi); }

/// Of the position, from one row of the layer's pixels; per pixel of this layer squared.
double information(const Meeting& m, const LayerKind& kind, double transparency)
{
    const double s = kind.blur_px, averaged = 1.0 / (kind.pixel_ratio * kind.pixel_ratio), step = 0.05;
    const Eigen::VectorXd contrast = transparency * (m.sea + m.glint - m.land);
    double sum = 0;
    for (double x = -5 * s; x <= 5 * s; x += step) {
        const double sea = 0.5 * std::erfc(-x / s / std::sqrt(2.0)), land = 1 - sea;
        Eigen::MatrixXd c = Eigen::MatrixXd::Zero(contrast.size(), contrast.size());
        for (std::size_t b = 0; b < kind.noise.size(); ++b)
            c(static_cast<Eigen::Index>(b), static_cast<Eigen::Index>(b)) = kind.noise[b] * kind.noise[b];
        const auto add_common = [&](const Eigen::VectorXd& sigma) { c += averaged * sigma * sigma.transpose(); };
        add_common(transparency * sea * m.sea_texture * m.sea);
        add_common(transparency * land * m.land_texture * m.land);
        add_common(transparency * sea * glint_pixels * m.glint);
        const double slope = density(x / s) / s;
        sum += contrast.dot(c.ldlt().solve(contrast)) * slope * slope * step;
    }
    return sum;
}

}  // namespace

double attainable_error_px(const MeasuredScene& scene, const CoastKind& coast, const SensorKind& sensor, const Nuisance& nuisance)
{
    double sum = 0;
    for (const LayerKind& kind : sensor.layers) {
        const double ratio = kind.pixel_ratio;
        sum += information(meeting(scene, coast, nuisance, kind.bands), kind, 1 - nuisance.thin_cloud / 2) / (ratio * ratio) / ratio;
    }
    return 1 / std::sqrt(sum);
}

}  // namespace tasi::bench
