#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "algorithms/thresholds/choose.hpp"
#include "algorithms/thresholds/sample.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// Land about -0.4, water about 0.5, with as many different values as there are floats for them.
Pixels two_classes(int rows, int cols)
{
    Pixels values(rows, cols);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) {
            const double noise = std::sin(12.9898 * r + 78.233 * c) * 43758.5453, wave = noise - std::floor(noise) - 0.5;
            values(r, c) = static_cast<float>((c < cols / 2 ? -0.4 : 0.5) + 0.7 * wave * std::abs(wave));
        }
    return values;
}

IndexRows one_at_a_time(const IndexImage& image)
{
    IndexRows rows = rows_of(image);
    rows.read = [&image](int row, int count, IndexImage& buffer) {
        buffer.values = image.values.middleRows(row, count);
        if (image.by_rule.size() == 0) return IndexStrip{buffer.values.data()};
        buffer.by_rule = image.by_rule.middleRows(row, count);
        return IndexStrip{buffer.values.data(), buffer.by_rule.data()};
    };
    return rows;
}

}  // namespace

TEST_CASE("an index that comes by rows has the threshold of the image in memory, for every rule", "[thresholds]")
{
    IndexImage image;
    image.values = two_classes(300, 200);
    image.values.block(10, 10, 5, 50).setConstant(std::numeric_limits<float>::quiet_NaN());
    image.by_rule = Mask::Zero(300, 200);
    image.by_rule.block(100, 150, 20, 20).setConstant(1);
    Mask mask = Mask::Zero(300, 200);
    mask.block(0, 0, 300, 7).setConstant(PixelFlag::outside);
    mask.block(200, 20, 9, 9).setConstant(PixelFlag::cloud);
    for (const std::string rule : {"auto", "otsu", "otsu-balanced", "minimum-error", "peak-fraction", "0.1"}) {
        CAPTURE(rule);
        const Threshold whole = choose_threshold(rule, image, mask), streamed = choose_threshold(rule, one_at_a_time(image), mask);
        CHECK(whole.value == streamed.value);
        CHECK(whole.separability == streamed.separability);
        CHECK(whole.valley == streamed.valley);
        CHECK(whole.valid_share == streamed.valid_share);
        CHECK(whole.land == streamed.land);
        CHECK(whole.water == streamed.water);
        CHECK(whole.rule == streamed.rule);
    }
}

TEST_CASE("where auto has to search along a border, rows are brought into memory for it", "[thresholds]")
{
    IndexImage image;
    image.values = two_classes(300, 300);
    image.values.leftCols(296) = two_classes(300, 600).leftCols(296);  // 4 columns of water: too few for Otsu
    const Threshold whole = choose_threshold("auto", image, Mask()), streamed = choose_threshold("auto", one_at_a_time(image), Mask());
    CHECK(whole.value == streamed.value);
    CHECK(whole.sample == streamed.sample);
}

TEST_CASE("the histogram of a large sample, made of fine counts, is that of its pixels", "[thresholds]")
{
    IndexImage image;
    image.values = two_classes(3300, 3200);
    image.values(7, 9) = -0.5F;
    const Mask mask;
    const Sample sample(image, mask);
    REQUIRE(sample.is_large());
    const ValueRange range = sample.range();
    Histogram direct(range.min, range.max, 256);
    for (Eigen::Index i = 0; i < image.values.size(); ++i) direct.add(static_cast<double>(image.values.data()[i]));
    CHECK(sample.histogram(range.min, range.max, 256).counts() == direct.counts());
    CHECK(sample.fine().total() == static_cast<double>(image.values.size()));
}

TEST_CASE("a value on the rim of a fine bin, or a float beside it, is counted where a histogram counts it, near zero and far from it",
          "[thresholds]")
{
    for (const auto& [min, max] :
         std::vector<std::pair<float, float>>{{-0.83F, 0.71F}, {0.0F, 1.0F}, {1.0e6F, 1.1e6F}, {-3.0e-7F, 5.0e-7F}}) {
        CAPTURE(min);
        Histogram direct(static_cast<double>(min), static_cast<double>(max), Sample::fine_bins);
        IndexImage image;
        image.values.resize(Sample::fine_bins, 3);
        for (int bin = 0; bin < Sample::fine_bins; ++bin) {
            const auto edge = static_cast<float>(direct.lower_edge(bin));
            image.values.row(bin) << edge, std::max(min, std::nextafter(edge, min)), std::nextafter(edge, max);
        }
        image.values(0, 1) = max;
        for (Eigen::Index i = 0; i < image.values.size(); ++i) direct.add(static_cast<double>(image.values.data()[i]));
        const Mask mask;
        CHECK(Sample(image, mask).fine().counts() == direct.counts());
    }
}
