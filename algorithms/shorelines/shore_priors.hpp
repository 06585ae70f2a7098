#pragma once

#include <vector>

#include <Eigen/Core>

#include "src/core/band.hpp"

namespace tasi {

/// What is known of a shore before its pixels are seen. The numbers are broad on purpose: they decide only what blur leaves undecided.
struct ShorePriors {
    double swash_m = 6;           ///< 1 sigma of the half-normal width of white water
    double wet_m = 12;            ///< 1 sigma of the half-normal width of wet sand
    double wet_spread = 0.2;      ///< 1 sigma of the reflectance of wet over dry sand, as a share of it
    double beach_common = 0.6;    ///< 1 sigma of the brightness of a beach before something else, as a share of that of usual sand
    double beach_each = 0.25;     ///< and of each band beside that
    double bare_common = 0.4;     ///< 1 sigma of the brightness of wet ground before plants, as a share of it
    double bare_each = 0.2;       ///< and of each band beside that
    double swash_cover = 0.75;    ///< mean share of foam in the swash
    double cover_spread = 0.35;   ///< 1 sigma of that share
    double swash_spread = 0.03;   ///< 1 sigma of the swash's reflectance beside that, per band
    double band_shift_px = 0.08;  ///< 1 sigma of the place of one band against the mean of all
    double blur_spread = 0.06;    ///< 1 sigma of the blur, as a share of the sensor's
    double back_range_px = 8;     ///< over which the landward edge of the beach may lie, equally likely
    double per_strip = 3;         ///< that a strip more must earn before a scene is known, in units of twice the log of the evidence
    double dependence = 1.25;     ///< neighbouring pixels repeat each other: so many count as one
    double scene_spread = 0.5;    ///< what varies along a scene, as a share of what varies between scenes
};

/// What the stretches of one scene have in common: expectations for each of them.
struct ShoreExpectation {
    Eigen::VectorXd wet_ratio;                           ///< by band: reflectance of wet over dry sand
    Eigen::VectorXd swash;                               ///< by band: what white water adds to the reflectance of water
    std::vector<double> log_blur;                        ///< by grid: log of the blur over the sensor's
    double swash_cost = 0, wet_cost = 0, back_cost = 0;  ///< what a strip must earn: minus twice the log of the odds that it is there
    double wet_spread = 0, cover_spread = 0, swash_spread = 0, blur_spread = 0;  ///< 1 sigma, as in ShorePriors
};

/// Before anything of a scene is known.
ShoreExpectation expectation_of(const ShorePriors& priors, const std::vector<Band>& bands, std::size_t grids);

/// Reflectance of wet sand over that of the same sand dry; typical of published field spectra (water in the pores absorbs most in the
/// short-wave infrared).
double wet_over_dry(Band band);
/// Reflectance of wet mud or sand before plants that stand at the water (mangrove, marsh): they have no wet version of themselves.
double wet_ground(Band band);
/// Reflectance that a full cover of fresh foam adds to water.
double foam_over_water(Band band);

Eigen::VectorXd wet_over_dry(const std::vector<Band>& bands);
Eigen::VectorXd wet_ground(const std::vector<Band>& bands);
Eigen::VectorXd foam_over_water(const std::vector<Band>& bands);

}  // namespace tasi
