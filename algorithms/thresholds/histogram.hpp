#pragma once

#include <limits>
#include <vector>

namespace tasi {

/// Smallest, largest and number of values: the first of two passes over an image. Parts merge in any order.
struct ValueRange {
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    long count = 0;

    void add(double value)
    {
        if (value < min) min = value;
        if (value > max) max = value;
        ++count;
    }
    void merge(const ValueRange& other);
};

/// Counts in equal bins over [min, max]. A value on an inner edge belongs to the upper bin, `max` to the last; values
/// outside are left out. Histograms of parts of an image over one range merge in any order.
class Histogram {
public:
    /// UsageError unless bins >= 2 and min < max, both finite.
    Histogram(double min, double max, int bins);
    /// The same with given counts.
    Histogram(double min, double max, std::vector<double> counts);

    void add(double value, double times = 1)
    {
        if (!(value >= min_ && value <= max_)) return;
        int bin = static_cast<int>((value - min_) * per_width_);
        if (bin >= bins()) bin = bins() - 1;
        // The product may round across an edge; the edges decide.
        if (value < lower_edge(bin))
            --bin;
        else if (bin + 1 < bins() && value >= upper_edge(bin))
            ++bin;
        counts_[static_cast<std::size_t>(bin)] += times;
    }
    /// BugError unless both have the same range and bins.
    void merge(const Histogram& other);

    int bins() const { return static_cast<int>(counts_.size()); }
    double lower_edge(int bin) const { return bin == bins() ? max_ : min_ + bin * width_; }
    double upper_edge(int bin) const { return lower_edge(bin + 1); }
    double centre(int bin) const { return (lower_edge(bin) + upper_edge(bin)) / 2; }
    double total() const;
    const std::vector<double>& counts() const { return counts_; }

private:
    double min_, max_, width_ = 0, per_width_ = 0;
    std::vector<double> counts_;  ///< whole numbers up to 2^53, exact; or weights
};

}  // namespace tasi
