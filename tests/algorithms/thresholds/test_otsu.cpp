#include "algorithms/thresholds/otsu.hpp"

#include <algorithm>
#include <vector>

#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;

namespace {

Histogram histogram_of(const std::vector<double>& values, int bins)
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    Histogram histogram(*low, *high, bins);
    for (const double value : values) histogram.add(value);
    return histogram;
}

const std::vector<double> twenty{-.62, -.58, -.55, -.53, -.5, -.48, -.47, -.41, -.35, -.2, .18, .31, .34, .36, .37, .4, .41, .43, .45, .52};

}  // namespace

TEST_CASE("a value on an inner edge belongs to the upper bin and the largest to the last", "[thresholds]")
{
    Histogram histogram(0, 4, 4);
    for (const double value : {0.0, 1.0, 1.5, 3.0, 4.0, 4.5, -.1}) histogram.add(value);
    CHECK(histogram.counts() == std::vector<double>{1, 2, 0, 2});
}

TEST_CASE("histograms of the parts of an image merge into that of the whole", "[thresholds]")
{
    Histogram left(-.62, .52, 16), right(-.62, .52, 16);
    for (std::size_t i = 0; i < twenty.size(); ++i) (i % 3 ? left : right).add(twenty[i]);
    left.merge(right);
    CHECK(left.counts() == histogram_of(twenty, 16).counts());
    CHECK_THROWS_AS(left.merge(Histogram(0, 1, 16)), BugError);
}

TEST_CASE("the cut between two groups lies in the middle of the empty bins between them", "[thresholds]")
{
    const OtsuCut fine = otsu(histogram_of(twenty, 256));
    CHECK(fine.threshold == Approx(-0.009921875).epsilon(1e-12));
    CHECK(fine.eta == Approx(0.944063332266).epsilon(1e-9));
    CHECK(otsu(histogram_of(twenty, 256), TieRule::first_centre).threshold == Approx(-0.1991796875).epsilon(1e-12));

    const Histogram coarse = histogram_of(twenty, 8);
    CHECK(coarse.counts() == std::vector<double>{6, 3, 1, 0, 0, 1, 4, 5});
    CHECK(otsu(coarse, TieRule::first_centre).threshold == Approx(-0.26375));
    CHECK(otsu(coarse).threshold == Approx(-0.05));
}

TEST_CASE("one filled bin has no classes", "[thresholds]") { CHECK_THROWS_AS(otsu(Histogram(0, 1, {0, 7, 0})), NoResultError); }

TEST_CASE("Otsu cuts of fifty histograms as found by scikit-image", "[thresholds][oracle]")
{
    const auto file = testing::shared("checks/oracles/data/otsu.jsonl.gz");
    if (file.empty()) return;
    int compared = 0;
    for (const auto& line : testing::read_json_lines_gz(file)) {
        if (!line.contains("id")) continue;
        CAPTURE(line["id"].get<std::string>());
        const auto counts = line["counts"].get<std::vector<double>>();
        const double first = line["first_centre"], last = line["last_centre"];
        const double half = (last - first) / static_cast<double>(counts.size() - 1) / 2;
        const Histogram histogram = line["values"].is_null() ? Histogram(first - half, last + half, counts)
                                                             : histogram_of(line["values"].get<std::vector<double>>(), 256);
        if (!line["values"].is_null()) CHECK(histogram.counts() == counts);
        const OtsuCut cut = otsu(histogram, TieRule::first_centre);
        CHECK(cut.first_bin >= line["bins_accepted"][0].get<int>());
        CHECK(cut.last_bin <= line["bins_accepted"][1].get<int>());
        if (cut.first_bin == line["bin"].get<int>()) CHECK(std::abs(cut.threshold - line["threshold"].get<double>()) < 1e-12);
        CHECK(cut.eta == Approx(line["separability"].get<double>()).epsilon(1e-9));
        ++compared;
    }
    CHECK(compared == 50);
}
