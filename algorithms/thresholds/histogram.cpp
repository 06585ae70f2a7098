#include "algorithms/thresholds/histogram.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {

void ValueRange::merge(const ValueRange& other)
{
    min = std::min(min, other.min);
    max = std::max(max, other.max);
    count += other.count;
}

Histogram::Histogram(double min, double max, int bins)
    : Histogram(min, max, std::vector<double>(bins > 0 ? static_cast<std::size_t>(bins) : 0, 0.0))
{
}

Histogram::Histogram(double min, double max, std::vector<double> counts) : min_(min), max_(max), counts_(std::move(counts))
{
    if (counts_.size() < 2 || !std::isfinite(min) || !std::isfinite(max) || !(min < max))
        throw UsageError("HISTOGRAM", "", "no bins over " + format_number(min) + " to " + format_number(max),
                         "give two bins or more over values that differ");
    width_ = (max - min) / static_cast<double>(counts_.size());
    per_width_ = 1 / width_;
}

void Histogram::merge(const Histogram& other)
{
    if (other.min_ != min_ || other.max_ != max_ || other.bins() != bins())
        throw BugError("HISTOGRAM", "", "histograms over different bins do not merge", "report this");
    for (std::size_t bin = 0; bin < counts_.size(); ++bin) counts_[bin] += other.counts_[bin];
}

double Histogram::total() const
{
    double sum = 0;
    for (const double count : counts_) sum += count;
    return sum;
}

}  // namespace tasi
