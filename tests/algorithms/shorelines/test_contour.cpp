#include "algorithms/shorelines/contour.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "src/core/parallel.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Field<double> field(const std::vector<std::vector<double>>& rows)
{
    Field<double> values(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows[0].size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows[i].size(); ++j) values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = rows[i][j];
    return values;
}

/// Smooth hills with a few missing pixels.
Field<double> hills(int rows, int cols)
{
    Field<double> values(rows, cols);
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j)
            values(i, j) = (i * 37 + j * 101) % 211 == 0 ? missing : std::sin(.9 * i) * std::cos(.7 * j) + .31 * std::sin(.23 * i * j);
    return values;
}

using Step = std::array<double, 4>;

/// Directed pieces, sorted, of no length left out.
std::vector<Step> steps(const std::vector<ImageLine>& lines)
{
    std::vector<Step> all;
    for (const ImageLine& line : lines)
        for (std::size_t i = 1; i < line.size(); ++i) all.push_back({line[i - 1].row, line[i - 1].col, line[i].row, line[i].col});
    return all;
}

std::vector<Step> undirected(std::vector<Step> all)
{
    std::erase_if(all, [](const Step& s) { return std::hypot(s[0] - s[2], s[1] - s[3]) < 1e-12; });
    for (Step& s : all)
        if (std::tie(s[2], s[3]) < std::tie(s[0], s[1])) s = {s[2], s[3], s[0], s[1]};
    return all;
}

bool near(const Step& a, const Step& b)
{
    for (std::size_t k = 0; k < 4; ++k)
        if (std::abs(a[k] - b[k]) > 1e-9) return false;
    return true;
}

/// Every piece of one set has its match in the other, and both have as many.
bool same_set(const std::vector<Step>& a, std::vector<Step> b)
{
    if (a.size() != b.size()) return false;
    for (const Step& s : a) {
        const auto match = std::find_if(b.begin(), b.end(), [&](const Step& t) { return near(s, t); });
        if (match == b.end()) return false;
        *match = b.back();
        b.pop_back();
    }
    return true;
}

const Grid thirty_m{3, 3, 600000, 9060000, 30, -30, {}};

Pixels small_coast()
{
    Pixels values(3, 3);
    values << -.4F, -.2F, .3F, -.3F, .1F, .5F, -.5F, -.1F, .4F;
    return values;
}

}  // namespace

TEST_CASE("the contour passes between pixel centres, with water on its right-hand side", "[contour]")
{
    const auto lines = contour(small_coast(), thirty_m, 0);
    REQUIRE(lines.size() == 1);
    const Polyline expected{{600051, 9059925}, {600045, 9059940}, {600037.5, 9059955}, {600045, 9059965}, {600057, 9059985}};
    REQUIRE(lines[0].size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(distance(lines[0][i], expected[i]) < 1e-5);
}

TEST_CASE("the same ground on a south-up grid gives the same line in the same direction", "[contour]")
{
    Grid south_up = thirty_m;
    south_up.y0 = 9060000 - 90, south_up.dy = 30;
    const auto lines = contour(small_coast().colwise().reverse(), south_up, 0);
    REQUIRE(lines.size() == 1);
    const auto expected = contour(small_coast(), thirty_m, 0);
    REQUIRE(lines[0].size() == expected[0].size());
    for (std::size_t i = 0; i < expected[0].size(); ++i) CHECK(distance(lines[0][i], expected[0][i]) < 1e-8);
}

TEST_CASE("a saddle joins its high corners when the mean of the cell is high", "[contour]")
{
    const auto joined = undirected(steps(image_contour(field({{.6, -.4}, {-.3, .7}}), 0)));
    CHECK(same_set(joined, undirected({{0, .6, .36363636363636365, 1}, {1, .3, .6666666666666666, 0}})));
    const auto apart = undirected(steps(image_contour(field({{.4, -.6}, {-.7, .3}}), 0)));
    CHECK(same_set(apart, undirected({{0, .4, 4. / 11, 0}, {1, .7, 2. / 3, 1}})));
}

TEST_CASE("an island ring runs counter-clockwise and a lake ring clockwise, starting in the smallest cell", "[contour]")
{
    Pixels island = Pixels::Constant(3, 3, 1);
    island(1, 1) = -1;
    const auto ring = contour(island, thirty_m, 0);
    REQUIRE(ring.size() == 1);
    REQUIRE(is_ring(ring[0]));
    CHECK(signed_area(ring[0]) > 0);
    const auto lake = contour(-island, thirty_m, 0);
    REQUIRE(lake.size() == 1);
    CHECK(signed_area(lake[0]) < 0);
    const auto first = image_contour(Field<float>(island), 0)[0];
    CHECK(first.front().row <= 1);
    CHECK(first.front().col <= 1);
}

TEST_CASE("a value equal to the level is land and gives no piece without length", "[contour]")
{
    const auto lines = image_contour(field({{0, 1, 1}, {0, 0, 1}, {-1, 0, 1}}), 0);
    REQUIRE(lines.size() == 1);
    for (const ImageLine& line : lines)
        for (std::size_t i = 1; i < line.size(); ++i) CHECK_FALSE(line[i] == line[i - 1]);
    CHECK(image_contour(field({{1, 1, 1}, {1, 0, 1}, {1, 1, 1}}), 0).empty());
    CHECK(image_contour(field({{0, 0}, {0, 0}}), 0).empty());
}

TEST_CASE("a missing corner makes no line, and the ends are not joined across", "[contour]")
{
    Field<double> values(5, 4);
    for (int row = 0; row < 5; ++row) values.row(row) << -1, -1, 1, 1;
    CHECK(image_contour(values, 0).size() == 1);
    values(2, 2) = missing;
    const auto lines = image_contour(values, 0);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].size() == 2);
    CHECK(lines[1].size() == 2);
}

TEST_CASE("images without a cell have no contour", "[contour]")
{
    CHECK(image_contour(Field<double>(0, 0), 0).empty());
    CHECK(image_contour(field({{1, -1}}), 0).empty());
}

TEST_CASE("turning and mirroring an image turns and mirrors its contour", "[contour]")
{
    const Field<double> values = hills(23, 31);
    const auto original = undirected(steps(image_contour(values, .1)));
    REQUIRE(original.size() > 100);

    std::vector<Step> turned, mirrored;
    for (const Step& s : original) turned.push_back({s[1], 22 - s[0], s[3], 22 - s[2]});
    for (const Step& s : original) mirrored.push_back({s[0], 30 - s[1], s[2], 30 - s[3]});
    const Field<double> quarter = values.colwise().reverse().transpose();
    CHECK(same_set(undirected(steps(image_contour(quarter, .1))), undirected(turned)));
    const Field<double> mirror = values.rowwise().reverse();
    CHECK(same_set(undirected(steps(image_contour(mirror, .1))), undirected(mirrored)));
}

TEST_CASE("blocks of any height and any number of threads give the same lines", "[contour]")
{
    const Field<double> values = hills(61, 47);
    const auto whole = image_contour(values, 0, 1000);
    for (const int threads : {1, 2, 7}) {
        set_thread_count(threads);
        for (const int rows : {1, 2, 3, 7, 60}) CHECK(image_contour(values, 0, rows) == whole);
    }
    set_thread_count(1);
}

TEST_CASE("contours of sixty windows as found by scikit-image", "[contour][oracle]")
{
    const auto file = testing::shared("checks/oracles/data/contours.jsonl.gz");
    if (file.empty()) return;
    int compared = 0;
    for (const auto& line : testing::read_json_lines_gz(file)) {
        if (!line.contains("id")) continue;
        CAPTURE(line["id"].get<std::string>(), line["kind"].get<std::string>());
        Field<double> values(line["rows"].get<int>(), line["cols"].get<int>());
        for (Eigen::Index i = 0; i < values.rows(); ++i)
            for (Eigen::Index j = 0; j < values.cols(); ++j) {
                const auto& v = line["values"][static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
                values(i, j) = v.is_null() ? missing : v.get<double>();
            }
        const auto pieces = [&](const char* rule) {
            std::vector<Step> all;
            for (const auto& vertices : line[rule])
                for (std::size_t i = 1; i < vertices.size(); ++i)
                    all.push_back({vertices[i - 1][0], vertices[i - 1][1], vertices[i][0], vertices[i][1]});
            return undirected(all);
        };
        const auto low = pieces("low"), high = pieces("high");
        const auto ours = undirected(steps(image_contour(values, line["level"].get<double>())));
        // Both rules of the oracle agree outside saddle cells; in each saddle we take one of the two.
        const auto holds = [](const std::vector<Step>& set, const Step& s) {
            return std::any_of(set.begin(), set.end(), [&](const Step& t) { return near(s, t); });
        };
        if (same_set(low, high)) CHECK(same_set(ours, low));
        if (line["kind"] != "levels") CHECK(ours.size() == low.size());  // a corner at the level may shrink a piece to a point
        CHECK(std::all_of(ours.begin(), ours.end(), [&](const Step& s) { return holds(low, s) || holds(high, s); }));
        CHECK(std::all_of(low.begin(), low.end(), [&](const Step& s) { return !holds(high, s) || holds(ours, s); }));
        ++compared;
    }
    CHECK(compared == 60);
}
