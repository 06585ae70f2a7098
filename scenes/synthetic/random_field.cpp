#include "scenes/synthetic/random_field.hpp"

#include <cmath>
#include <numbers>

namespace tasi::scenes {
namespace {

// The finaliser of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195): every input bit moves every output bit.
std::uint64_t mixed(std::uint64_t z)
{
    z += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

double blend(double t) { return t * t * (3 - 2 * t); }

}  // namespace

double RandomField::uniform(std::uint64_t stream, std::int64_t row, std::int64_t column) const
{
    std::uint64_t h = mixed(seed_);
    h = mixed(h ^ stream);
    h = mixed(h ^ static_cast<std::uint64_t>(row));
    h = mixed(h ^ static_cast<std::uint64_t>(column));
    return (static_cast<double>(h >> 12) + 0.5) * 0x1p-52;
}

double RandomField::normal(std::uint64_t stream, std::int64_t row, std::int64_t column) const
{
    const double radius = std::sqrt(-2 * std::log(uniform(2 * stream, row, column)));
    return radius * std::cos(2 * std::numbers::pi * uniform(2 * stream + 1, row, column));
}

double RandomField::smooth(std::uint64_t stream, double x_m, double y_m, double cell_m) const
{
    const double u = x_m / cell_m, v = y_m / cell_m;
    const double column = std::floor(u), row = std::floor(v);
    const double across = blend(u - column), down = blend(v - row);
    const auto lattice = [&](int dr, int dc) {
        const double centred = uniform(stream, static_cast<std::int64_t>(row) + dr, static_cast<std::int64_t>(column) + dc) - 0.5;
        return std::sqrt(12.0) * centred;
    };
    const double sum = (1 - down) * ((1 - across) * lattice(0, 0) + across * lattice(0, 1)) +
                       down * ((1 - across) * lattice(1, 0) + across * lattice(1, 1));
    // Blending averages, and so takes variance away between the lattice points; give it back.
    const auto squares = [](double t) { return t * t + (1 - t) * (1 - t); };
    return sum / std::sqrt(squares(across) * squares(down));
}

}  // namespace tasi::scenes
