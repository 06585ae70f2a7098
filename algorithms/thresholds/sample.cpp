#include "algorithms/thresholds/sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "src/core/error.hpp"
#include "src/core/wide_loops.hpp"

namespace tasi {
namespace {

void require_same_size(const IndexRows& rows, const Mask& other)
{
    if (other.size() != 0 && (other.rows() != rows.rows || other.cols() != rows.cols))
        throw BugError("SIZE", "", "index and mask differ in size", "report this");
}

/// The smallest float that is not below an edge: comparing with it is comparing with the edge.
float at_or_above(double edge)
{
    const auto near = static_cast<float>(edge);
    return static_cast<double>(near) < edge ? std::nextafter(near, std::numeric_limits<float>::infinity()) : near;
}

constexpr double rim = 1e-6;                 // of a bin
constexpr double most_bins_from_zero = 1e8;  // up to there places and edges are off by far less than the rim

/// The bin of each value by its place, and how many places lie on the rim of a bin.
TASI_WIDE_LOOPS int places_of(const float* values, int count, double low, double per_width, int* bins)
{
    int doubtful = 0;
    for (int i = 0; i < count; ++i) {
        const double place = (static_cast<double>(values[i]) - low) * per_width;
        bins[i] = static_cast<int>(place);
        const double inside = place - static_cast<double>(bins[i]);
        doubtful += static_cast<int>(inside < rim) | static_cast<int>(inside > 1 - rim);
    }
    return doubtful;
}

/// Counts of floats in equal bins; the same bins as a Histogram over the same range has.
class FineCounts {
public:
    explicit FineCounts(const Histogram& bins) : counts_(static_cast<std::size_t>(bins.bins()))
    {
        auto edges = std::make_shared<std::vector<float>>();
        for (int bin = 0; bin < bins.bins(); ++bin) edges->push_back(at_or_above(bins.lower_edge(bin)));
        low_ = bins.lower_edge(0);
        const double high = bins.lower_edge(bins.bins());
        per_width_ = bins.bins() / (high - low_);
        exact_enough_ = std::max(std::abs(low_), std::abs(high)) * per_width_ < most_bins_from_zero;
        edges->front() = -std::numeric_limits<float>::infinity();
        edges->push_back(std::numeric_limits<float>::infinity());
        edges_ = std::move(edges);
    }

    /// Up to 64 values within the range. A place inside its bin tells the bin by itself; on the rim of a bin the edges decide.
    void add(const float* values, int count)
    {
        std::array<int, 64> bins;
        const int doubtful = places_of(values, count, low_, per_width_, bins.data());
        if (doubtful > 0 || !exact_enough_) decide(values, count, bins.data());
        for (int i = 0; i < count; ++i) ++counts_[static_cast<std::size_t>(bins[static_cast<std::size_t>(i)])];
    }
    void merge(const FineCounts& other)
    {
        for (std::size_t bin = 0; bin < counts_.size(); ++bin) counts_[bin] += other.counts_[bin];
    }
    std::vector<double> counts() const { return {counts_.begin(), counts_.end()}; }

private:
    void decide(const float* values, int count, int* bins) const
    {
        const float* const edges = edges_->data();
        const int last = static_cast<int>(counts_.size()) - 1;
        for (int i = 0; i < count; ++i) {
            const int bin = std::min(bins[i], last);
            bins[i] = bin + static_cast<int>(values[i] >= edges[bin + 1]) - static_cast<int>(values[i] < edges[bin]);
        }
    }

    std::shared_ptr<const std::vector<float>> edges_;
    double low_ = 0, per_width_ = 0;
    bool exact_enough_ = false;
    std::vector<std::uint32_t> counts_;
};

}  // namespace

Sample::Sample(const IndexImage& image, const Mask& mask) : Sample(rows_of(image), mask) { require_same_size(rows_, image.by_rule); }

Sample::Sample(IndexRows rows, const Mask& mask) : rows_(std::move(rows)), mask_(mask)
{
    require_same_size(rows_, mask);
    if (rows_.summary) summary_ = std::make_shared<IndexSummary>(*rows_.summary);
}

const IndexSummary& Sample::summary() const
{
    if (summary_) return *summary_;
    struct Counts {
        ValueRange range;
        long inside = 0, valid = 0;
    };
    const Counts all = over_rows(
        Counts{},
        [&](Counts& part, const Row& row) {
            for (int col = 0; col < rows_.cols; ++col) {
                part.inside += row.inside(col);
                part.valid += row.valid(col);
                if (row.takes_part(col)) part.range.add(static_cast<double>(row.values[col]));
            }
        },
        [](Counts& whole, const Counts& part) {
            whole.range.merge(part.range);
            whole.inside += part.inside, whole.valid += part.valid;
        });
    summary_ = std::make_shared<IndexSummary>(IndexSummary{all.range.min, all.range.max, all.inside, all.valid, all.range.count});
    return *summary_;
}

ValueRange Sample::range() const
{
    const IndexSummary& all = summary();
    return all.count == 0 ? ValueRange{} : ValueRange{all.min, all.max, all.count};
}

long Sample::inside() const { return summary().inside; }
long Sample::valid() const { return summary().valid; }

Histogram Sample::count_fine() const
{
    const Histogram bins(summary().min, summary().max, fine_bins);
    const FineCounts fine = over_rows(
        FineCounts(bins),
        [&](FineCounts& part, const Row& row) {
            constexpr int together = 64;  // most pixels have no flag
            for (int first = 0; first < rows_.cols; first += together) {
                const int end = std::min(rows_.cols, first + together);
                if (row.is_clear(first, end))
                    part.add(row.values + first, end - first);
                else
                    for (int col = first; col < end; ++col)
                        if (row.takes_part(col)) part.add(row.values + col, 1);
            }
        },
        [](FineCounts& whole, const FineCounts& part) { whole.merge(part); });
    return {summary().min, summary().max, fine.counts()};
}

const Histogram& Sample::fine() const
{
    if (!fine_) fine_ = std::make_shared<Histogram>(count_fine());
    return *fine_;
}

Histogram Sample::histogram(double min, double max, int bins) const
{
    if (is_large() && min == summary().min && max == summary().max && min < max && bins >= 2 && fine_bins % bins == 0) {
        const std::size_t together = static_cast<std::size_t>(fine_bins / bins);
        std::vector<double> counts(static_cast<std::size_t>(bins), 0.0);
        for (std::size_t bin = 0; bin < fine().counts().size(); ++bin) counts[bin / together] += fine().counts()[bin];
        return {min, max, counts};
    }
    return reduce(
        Histogram(min, max, bins), [](Histogram& part, double value) { part.add(value); },
        [](Histogram& whole, const Histogram& part) { whole.merge(part); });
}

}  // namespace tasi
