#include "algorithms/tides/nodal.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>

namespace tasi {
namespace {

constexpr double degree = std::numbers::pi / 180;

double cosine(double degrees) { return std::cos(degrees * degree); }
double sine(double degrees) { return std::sin(degrees * degree); }

/// From f cos u and f sin u.
NodalFactor from_parts(double f_cos_u, double f_sin_u) { return {std::hypot(f_cos_u, f_sin_u), std::atan2(f_sin_u, f_cos_u) / degree}; }

double m2_factor(double n) { return 1.0007 - 0.0373 * cosine(n) + 0.0002 * cosine(2 * n); }

NodalFactor m1(double n, double p) { return from_parts(2 * (cosine(p) + 0.2 * cosine(p - n)), sine(p) + 0.2 * sine(p - n)); }

NodalFactor l2(double n, double p)
{
    return from_parts(1 - 0.2505 * cosine(2 * p) - 0.1102 * cosine(2 * p - n) - 0.0156 * cosine(2 * p - 2 * n) - 0.037 * cosine(n),
                      -0.2505 * sine(2 * p) - 0.1102 * sine(2 * p - n) - 0.0156 * sine(2 * p - 2 * n) - 0.037 * sine(n));
}

}  // namespace

NodalFactor nodal_factor(NodalTerm term, const MoonAndSun& sky)
{
    const double n = sky.n, p = sky.p;
    switch (term) {
        case NodalTerm::mm:
            return {1 - 0.1311 * cosine(n) + 0.0538 * cosine(2 * p) + 0.0205 * cosine(2 * p - n), 0};
        case NodalTerm::mf:
            return {1.084 + 0.415 * cosine(n) + 0.039 * cosine(2 * n), -23.7 * sine(n) + 2.7 * sine(2 * n) - 0.4 * sine(3 * n)};
        case NodalTerm::o1:
            return {1.0176 + 0.1871 * cosine(n) - 0.0147 * cosine(2 * n), 10.8 * sine(n) - 1.34 * sine(2 * n) + 0.19 * sine(3 * n)};
        case NodalTerm::k1:
            return {1.006 + 0.115 * cosine(n) - 0.0088 * cosine(2 * n) + 0.0006 * cosine(3 * n),
                    -8.86 * sine(n) + 0.68 * sine(2 * n) - 0.07 * sine(3 * n)};
        case NodalTerm::j1:
            return {1.1029 + 0.1676 * cosine(n) - 0.017 * cosine(2 * n) + 0.0016 * cosine(3 * n),
                    -12.94 * sine(n) + 1.34 * sine(2 * n) - 0.19 * sine(3 * n)};
        case NodalTerm::m2:
            return {m2_factor(n), -2.14 * sine(n)};
        case NodalTerm::k2:
            return {1.0246 + 0.2863 * cosine(n) + 0.0083 * cosine(2 * n) - 0.0015 * cosine(3 * n),
                    -17.74 * sine(n) + 0.68 * sine(2 * n) - 0.04 * sine(3 * n)};
        case NodalTerm::m3:
            return {std::pow(m2_factor(n), 1.5), -3.21 * sine(n)};
        case NodalTerm::m1:
            return m1(n, p);
        case NodalTerm::l2:
            return l2(n, p);
    }
    return {};
}

NodalFactor nodal_factor(const std::vector<NodalPower>& rule, const MoonAndSun& sky)
{
    NodalFactor all;
    for (const NodalPower& part : rule) {
        const NodalFactor one = nodal_factor(part.term, sky);
        all.f *= std::pow(one.f, std::abs(part.power));
        all.u_deg += part.power * one.u_deg;
    }
    return all;
}

}  // namespace tasi
