#include "algorithms/rates/theil_sen.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace tasi {
namespace {

// Below this the sample that guesses where ranks lie costs more than it saves.
constexpr std::size_t enough_to_sample = 256;

/// Slopes of all pairs of different dates, in a fixed order.
const std::vector<double>& pair_slopes(std::span<const double> t_yr, std::span<const double> x_m)
{
    thread_local std::vector<double> slopes;  // as large for every transect: no need to ask for it again
    const std::size_t n = t_yr.size();
    slopes.resize(n * (n - 1) / 2);
    double* out = slopes.data();
    for (std::size_t i = 0, later = 0; i < n; ++i) {
        while (later < n && !(t_yr[later] > t_yr[i])) ++later;
        const double t = t_yr[i], x = x_m[i];
        for (std::size_t j = later; j < n; ++j) *out++ = (x_m[j] - x) / (t_yr[j] - t);
    }
    slopes.resize(static_cast<std::size_t>(out - slopes.data()));
    return slopes;
}

/// The values between two limits, and how many lie below.
struct Between {
    std::size_t below = 0;
    std::vector<double> values;
};

const Between& between(const std::vector<double>& all, double low, double high)
{
    thread_local Between part;
    part.values.resize(all.size() + 1);
    std::size_t below = 0, count = 0;
    for (const double value : all) {  // without branches: which way a value goes cannot be foreseen
        part.values[count] = value;
        count += static_cast<std::size_t>((value >= low) & (value <= high));
        below += static_cast<std::size_t>(value < low);
    }
    part.values.resize(count);
    part.below = below;
    return part;
}

/// The values of `rank` and `rank + extra` (0 or 1), counted from 0.
struct Neighbours {
    double first = 0, last = 0;
};

Neighbours select(std::vector<double> values, std::size_t rank, std::size_t extra)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return {*at, extra == 0 ? *at : *std::min_element(at + 1, values.end())};
}

/// Every so many values, in order: shows where the ranks of all lie. The step is odd against the rows of the table of pairs.
std::vector<double> sorted_sample(const std::vector<double>& all)
{
    const auto wanted = static_cast<std::size_t>(2 * std::pow(static_cast<double>(all.size()), 2.0 / 3));
    const std::size_t step = std::max<std::size_t>(all.size() / wanted, 1) | 1;
    std::vector<double> sample;
    sample.reserve(all.size() / step + 1);
    for (std::size_t i = 0; i < all.size(); i += step) sample.push_back(all[i]);
    std::sort(sample.begin(), sample.end());
    return sample;
}

/// Order statistics by the idea of Floyd and Rivest 1975, doi:10.1145/360680.360691, with a sample that is not drawn at random.
class Ranks {
public:
    explicit Ranks(const std::vector<double>& all) : all_(all)
    {
        if (all.size() >= enough_to_sample) sample_ = sorted_sample(all);
    }

    Neighbours at(std::size_t rank, std::size_t extra = 0) const
    {
        if (sample_.empty()) return select(all_, rank, extra);
        const double size = static_cast<double>(sample_.size()), share = (static_cast<double>(rank) + 0.5) / static_cast<double>(all_.size());
        const double middle = share * size;
        double reach = 2 + 3 * std::sqrt(size * share * (1 - share));
        for (;; reach *= 4) {  // a poor sample costs time, never the answer
            const double from = middle - reach, to = middle + reach;
            const double low = from < 0 ? -INFINITY : sample_[static_cast<std::size_t>(from)];
            const double high = to >= size ? INFINITY : sample_[static_cast<std::size_t>(to)];
            const Between& part = between(all_, low, high);
            if (part.below <= rank && rank + extra < part.below + part.values.size()) return select(part.values, rank - part.below, extra);
        }
    }

private:
    const std::vector<double>& all_;
    std::vector<double> sample_;
};

double median(const Ranks& ranks, std::size_t n)
{
    if (n % 2 == 1) return ranks.at(n / 2).first;
    const Neighbours middle = ranks.at(n / 2 - 1, 1);
    return middle.first + (middle.last - middle.first) / 2;
}

}  // namespace

TheilSen theil_sen(std::span<const double> t_yr, std::span<const double> x_m, double half_width)
{
    const std::vector<double>& slopes = pair_slopes(t_yr, x_m);
    const Ranks ranks(slopes);
    const double n = static_cast<double>(slopes.size());
    const double low = std::max(std::nearbyint((n - half_width) / 2) - 1, 0.0);
    const double high = std::min(std::nearbyint((n + half_width) / 2), n - 1);
    return {median(ranks, slopes.size()), ranks.at(static_cast<std::size_t>(low)).first, ranks.at(static_cast<std::size_t>(high)).first};
}

double theil_sen_slope(std::span<const double> t_yr, std::span<const double> x_m)
{
    const std::vector<double>& slopes = pair_slopes(t_yr, x_m);
    return median(Ranks(slopes), slopes.size());
}

}  // namespace tasi
