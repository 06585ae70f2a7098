#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "algorithms/tides/estimate_slope.hpp"

namespace tasi {
namespace {

constexpr double days_per_year = 365.25;
constexpr double longest_period_days = 30, shortest_period_days = 16;  ///< twice the least usual revisit, 8 days
constexpr double oversampling = 50;
constexpr double half_band_per_day = 1e-8 * 86400;
constexpr double energy_share = 0.05;

/// Power of position, of both and of level at one frequency: what a sine and cosine explain of the sums of products about the mean.
struct Powers {
    double xx = 0, xz = 0, zz = 0;
};

/// The series about its means, with the phases of one frequency of the grid; the next frequency is one turn of each phase away.
class Periodogram {
public:
    Periodogram(std::span<const LevelledPosition> series)
    {
        const auto n = static_cast<double>(series.size());
        double first = series.front().t_yr, last = first, mean_x = 0, mean_z = 0;
        for (const LevelledPosition& p : series) {
            first = std::min(first, p.t_yr);
            last = std::max(last, p.t_yr);
            mean_x += p.x_m / n;
            mean_z += p.level_m / n;
        }
        span_days_ = (last - first) * days_per_year;
        for (const LevelledPosition& p : series) {
            days_.push_back((p.t_yr - first) * days_per_year);
            x_.push_back(p.x_m - mean_x);
            z_.push_back(p.level_m - mean_z);
        }
    }

    double span_days() const { return span_days_; }
    double frequency(long i) const { return 1 / span_days_ + static_cast<double>(i) * step(); }
    long first_at_or_above(double per_day) const { return static_cast<long>(std::ceil((per_day - 1 / span_days_) / step())); }

    void start(long i)
    {
        phase_.clear();
        turn_.clear();
        for (const double t : days_) {
            phase_.push_back(std::polar(1.0, 2 * std::numbers::pi * frequency(i) * t));
            turn_.push_back(std::polar(1.0, 2 * std::numbers::pi * step() * t));
        }
    }
    void next()
    {
        for (std::size_t i = 0; i < phase_.size(); ++i)
            phase_[i] = {phase_[i].real() * turn_[i].real() - phase_[i].imag() * turn_[i].imag(),
                         phase_[i].real() * turn_[i].imag() + phase_[i].imag() * turn_[i].real()};
    }
    Powers powers() const
    {
        double c = 0, s = 0, cc = 0, ss = 0, cs = 0, xc = 0, xs = 0, zc = 0, zs = 0;
        for (std::size_t i = 0; i < phase_.size(); ++i) {
            const double re = phase_[i].real(), im = phase_[i].imag();
            c += re, s += im, cc += re * re, ss += im * im, cs += re * im;
            xc += x_[i] * re, xs += x_[i] * im, zc += z_[i] * re, zs += z_[i] * im;
        }
        const auto n = static_cast<double>(phase_.size());
        cc -= c * c / n, ss -= s * s / n, cs -= c * s / n;
        const double area = cc * ss - cs * cs;
        if (!(area > 1e-9 * n * n)) return {};
        const auto product = [&](double ac, double as, double bc, double bs) {
            return (ss * ac * bc - cs * (ac * bs + as * bc) + cc * as * bs) / area;
        };
        return {product(xc, xs, xc, xs), product(xc, xs, zc, zs), product(zc, zs, zc, zs)};
    }

private:
    double step() const { return 1 / (oversampling * span_days_); }

    double span_days_ = 0;
    std::vector<double> days_, x_, z_;
    std::vector<std::complex<double>> phase_, turn_;
};

/// Number of the frequency of the highest peak of the level's spectrum; nothing when no peak lies within the periods.
std::optional<long> tidal_peak(Periodogram& spectrum)
{
    const long first = spectrum.first_at_or_above(1 / longest_period_days), end = spectrum.first_at_or_above(1 / shortest_period_days);
    std::optional<long> peak;
    double highest = 0, before = std::numeric_limits<double>::infinity(), here = before;
    spectrum.start(first);
    for (long i = first; i < end; ++i, spectrum.next()) {
        const double after = spectrum.powers().zz;
        if (here > before && here >= after && here > highest) {
            highest = here;
            peak = i - 1;
        }
        before = here;
        here = after;
    }
    return peak;
}

Powers band_around(Periodogram& spectrum, double per_day)
{
    const long first = spectrum.first_at_or_above(per_day - half_band_per_day),
               end = spectrum.first_at_or_above(per_day + half_band_per_day);
    Powers sum;
    spectrum.start(first);
    for (long i = first; i < end; ++i, spectrum.next()) {
        const Powers one = spectrum.powers();
        sum.xx += one.xx, sum.xz += one.xz, sum.zz += one.zz;
    }
    return sum;
}

}  // namespace

SlopeEstimate spectral_slope(std::span<const LevelledPosition> series, const SlopeOptions&)
{
    SlopeEstimate estimate;
    estimate.flags = {"not identifiable"};
    Periodogram spectrum(series);
    if (!(spectrum.span_days() > 2 * longest_period_days)) return estimate;
    const std::optional<long> peak = tidal_peak(spectrum);
    if (!peak) return estimate;
    const Powers energy = band_around(spectrum, spectrum.frequency(*peak));
    if (!(energy.zz > 0)) return estimate;
    estimate.peak_period_days = 1 / spectrum.frequency(*peak);

    // Corrected series x + k z: energy xx + 2 k xz + k^2 zz.
    const double run = -energy.xz / energy.zz;
    const double least = std::max(0.0, energy.xx - energy.xz * energy.xz / energy.zz);
    const double half = std::sqrt(energy_share * least / energy.zz);
    estimate.run_m_per_m = run;
    if (run - half <= 0) {
        if (run + half < 0) estimate.flags = {"wrong sign"};
        return estimate;
    }
    estimate.slope = 1 / run;
    estimate.lower = 1 / (run + half);
    estimate.upper = 1 / (run - half);
    estimate.flags.clear();
    return estimate;
}

}  // namespace tasi
