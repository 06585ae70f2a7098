#pragma once

#include <cstdint>

namespace tasi::scenes {

/// Random numbers that depend on nothing but (seed, stream, row, column): any thread may ask for any of them, in any order, and
/// a picture made of them has the same bytes every time. `stream` tells independent uses of one seed apart.
class RandomField {
public:
    explicit RandomField(std::uint64_t seed) : seed_(seed) {}

    /// Uniform in the open interval (0, 1).
    double uniform(std::uint64_t stream, std::int64_t row, std::int64_t column) const;
    /// Standard normal, by Box and Muller (1958, doi:10.1214/aoms/1177706645).
    double normal(std::uint64_t stream, std::int64_t row, std::int64_t column) const;
    /// A smooth field over the plane with mean 0 and variance 1 at every point: lattice values `cell_m` apart, blended.
    double smooth(std::uint64_t stream, double x_m, double y_m, double cell_m) const;

private:
    std::uint64_t seed_;
};

}  // namespace tasi::scenes
