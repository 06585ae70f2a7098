#include "algorithms/thresholds/sample.hpp"

#include "src/core/error.hpp"

namespace tasi {
namespace {

void require_same_size(const Pixels& values, const Mask& other)
{
    if (other.size() != 0 && (other.rows() != values.rows() || other.cols() != values.cols()))
        throw BugError("SIZE", "", "index and mask differ in size", "report this");
}

const auto add_counts = [](long& sum, long part) { sum += part; };

}  // namespace

Sample::Sample(const IndexImage& image, const Mask& mask) : image_(image), mask_(mask)
{
    require_same_size(image.values, mask);
    require_same_size(image.values, image.by_rule);
}

ValueRange Sample::range() const
{
    return reduce(
        ValueRange{}, [](ValueRange& part, double value) { part.add(value); },
        [](ValueRange& whole, const ValueRange& part) { whole.merge(part); });
}

Histogram Sample::histogram(double min, double max, int bins) const
{
    return reduce(
        Histogram(min, max, bins), [](Histogram& part, double value) { part.add(value); },
        [](Histogram& whole, const Histogram& part) { whole.merge(part); });
}

long Sample::inside() const
{
    return over_pixels(
        0L, [&](long& n, Eigen::Index row, Eigen::Index col) { n += is_inside(row, col); }, add_counts);
}

long Sample::valid() const
{
    return over_pixels(
        0L, [&](long& n, Eigen::Index row, Eigen::Index col) { n += !is_missing(image_.values, mask_, row, col); }, add_counts);
}

}  // namespace tasi
