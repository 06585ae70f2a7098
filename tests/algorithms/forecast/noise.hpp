#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace tasi::testing {

/// Standard normal numbers, the same with every standard library.
class Noise {
public:
    explicit Noise(std::uint64_t seed) : random_(seed) {}

    double next()
    {
        const double a = uniform(), b = uniform();
        return std::sqrt(-2 * std::log(a)) * std::cos(2 * std::numbers::pi * b);
    }
    double uniform() { return (static_cast<double>(random_() >> 11) + 0.5) / 9007199254740992.0; }

private:
    std::mt19937_64 random_;
};

}  // namespace tasi::testing
