#pragma once

#include <vector>

#include <Eigen/Core>

#include "algorithms/shorelines/shore_model.hpp"
#include "algorithms/shorelines/shore_priors.hpp"
#include "algorithms/shorelines/shore_sample.hpp"

namespace tasi {

inline constexpr int most_edge_unknowns = 4;
/// Edges; the blur of each grid (a grid has one band at least), the shift of each band; colours.
inline constexpr int most_shore_unknowns = most_edge_unknowns + 2 * most_bands + static_cast<int>(strip_count) * most_bands;
using ShoreVector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, most_shore_unknowns, 1>;
using ShoreMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_shore_unknowns, most_shore_unknowns>;
using EdgeMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_edge_unknowns, most_edge_unknowns>;

/// What a fit works on.
struct ShoreProblem {
    const ShoreSample& sample;
    const std::vector<ShoreGrid>& grids;
    const std::vector<Band>& bands;
    double pixel_m;
    const ShorePriors& priors;
    const ShoreExpectation& expected;
    double noise = 1;  ///< variance of pixels over that of the sample, where no choice of strips explains them better

    /// Whether plants meet the water under `strips`: what is wet before them is ground, not plants.
    bool plants_meet(const ShoreStrips& strips) const;
};

/// Where each unknown of a fit stands in the vector of all: the waterline, the widths of the strips that exist, the blur of each
/// grid, the shift of each band, the colours of the strips.
class ShoreUnknowns {
public:
    ShoreUnknowns(const ShoreStrips& strips, int grids, int bands);

    const ShoreStrips& strips() const { return strips_; }
    const std::vector<Strip>& list() const { return list_; }
    static constexpr int waterline = 0;
    int swash() const { return 1; }
    int wet() const { return 1 + (strips_.swash ? 1 : 0); }
    int dry() const { return wet() + (strips_.wet ? 1 : 0); }
    int edges() const { return dry() + (strips_.back ? 1 : 0); }  ///< how many unknowns say where edges are
    int blur(int grid) const { return edges() + grid; }
    int shift(int band) const { return edges() + grids_ + band; }
    /// `strip` counts along `list()`.
    int colour(int strip, int band) const { return edges() + grids_ + bands_ + strip * bands_ + band; }
    int colour(Strip strip, int band) const;
    int size() const { return colour(static_cast<int>(list_.size()), 0); }
    int grids() const { return grids_; }
    int bands() const { return bands_; }

    ShoreEdges edges_of(const ShoreVector& x) const;
    /// Change of each edge's place with the unknowns of edges: edge, unknown.
    const EdgeMatrix& place_by_unknown() const { return place_by_unknown_; }

private:
    ShoreStrips strips_;
    std::vector<Strip> list_;
    int grids_, bands_;
    EdgeMatrix place_by_unknown_;
};

/// The normal equations of one linearisation, and how well the unknowns explain the pixels and what is known beforehand.
struct ShoreSystem {
    ShoreMatrix information;
    ShoreVector right;
    double chi_squared = 0;  ///< of the pixels
    double penalty = 0;      ///< of the expectations
    double objective() const { return chi_squared + penalty; }
};

/// `back_px` is about where the landward edge of the beach is sought.
ShoreSystem shore_system(const ShoreProblem& problem, const ShoreUnknowns& unknowns, const ShoreVector& x, double back_px);

/// Adds what is known beforehand, below the diagonal.
void add_expectations(const ShoreProblem& problem, const ShoreUnknowns& unknowns, const ShoreVector& x, double back_px, ShoreSystem& s);

/// Minus twice the log of the prior density of the unknowns at their expectation, but for terms that every choice of strips shares.
double prior_constant(const ShoreProblem& problem, const ShoreUnknowns& unknowns, const ShoreVector& x);

}  // namespace tasi
