#include "algorithms/shorelines/sea_border.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <random>

#include "algorithms/shorelines/trace.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

constexpr int rows = 37, cols = 53;

Node node_of(Surface surface)
{
    constexpr std::array nodes{Node::missing, Node::missing, Node::low, Node::ignored_high, Node::high, Node::ignored_low};
    return nodes[static_cast<std::size_t>(surface)];
}

/// Surfaces in patches, with values to match: water above 0.
struct Patchwork {
    std::vector<Surface> surfaces;
    Pixels values;
    Mask outside;

    explicit Patchwork(unsigned seed) : surfaces(rows * cols), values(rows, cols), outside(Mask::Zero(rows, cols))
    {
        std::mt19937 random(seed);
        const auto draw = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        constexpr std::array kinds{Surface::land, Surface::sea,    Surface::land,         Surface::sea,
                                   Surface::sea,  Surface::hidden, Surface::inland_water, Surface::islet};
        for (int patch = 0; patch < 120; ++patch) {
            const Surface kind = kinds[static_cast<std::size_t>(draw(kinds.size()))];
            const int row = draw(rows), col = draw(cols), height = 1 + draw(9), width = 1 + draw(13);
            for (int r = row; r < std::min(rows, row + height); ++r)
                for (int c = col; c < std::min(cols, col + width); ++c) at(r, c) = kind;
        }
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < cols; ++c) {
                const bool water = at(r, c) == Surface::sea || at(r, c) == Surface::inland_water;
                values(r, c) = static_cast<float>((water ? 1 : -1) * (1 + draw(1000)) / 1000.0);
                outside(r, c) = draw(40) == 0 ? PixelFlag::outside : 0;
            }
    }
    Surface& at(int row, int col) { return surfaces[static_cast<std::size_t>(row * cols + col)]; }
    Surface at(int row, int col) const { return surfaces[static_cast<std::size_t>(row * cols + col)]; }
};

std::vector<CellSegment> by_every_cell(const Patchwork& image)
{
    const auto nodes_of_row = [&](int row, Node* nodes) {
        for (int c = 0; c < cols; ++c) nodes[c] = image.outside(row, c) ? Node::missing : node_of(image.at(row, c));
    };
    return cross_cells<float>(image.values, 0, nodes_of_row, rows);
}

}  // namespace

TEST_CASE("the border found along the ends of runs is that found by looking at every cell", "[sea]")
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const Patchwork image(seed);
        const SurfaceMap map(rows, cols,
                             [&](int row, Surface* out) { std::copy_n(&image.surfaces[static_cast<std::size_t>(row * cols)], cols, out); });
        const std::vector<BorderCell> cells = border_cells(map, image.outside, 5);
        const NearIndex near(rows_of(image.values), cells, 0);
        const std::vector<CellSegment> found = near.pieces(cells), wanted = by_every_cell(image);
        REQUIRE(found.size() == wanted.size());
        bool same = !wanted.empty();
        for (std::size_t i = 0; i < found.size(); ++i) {
            same = same && found[i].from == wanted[i].from && found[i].to == wanted[i].to;
            const RowCol a = near.crossing(found[i].from), b = crossing<float>(image.values, 0, found[i].from);
            same = same && a == b;
        }
        CHECK(same);
    }
}

TEST_CASE("every vertex of a contour says how far its threshold and its noise may move it", "[trace]")
{
    Pixels plane(40, 40);
    for (int r = 0; r < 40; ++r)
        for (int c = 0; c < 40; ++c) plane(r, c) = static_cast<float>(0.1 * (c - 19.5));
    const Grid grid{40, 40, 500000, 9000000, 10, -10, {}};
    const TracedShoreline s = trace_shoreline(plane, Mask(), grid, 0);
    REQUIRE(s.errors.size() == s.lines.size());
    for (std::size_t i = 0; i < s.lines.size(); ++i) {
        REQUIRE(s.errors[i].size() == s.lines[i].size());
        for (const VertexError& error : s.errors[i]) {
            CHECK(static_cast<double>(error.threshold_m) == Approx(3).epsilon(1e-4));    // 0.03 at 0.1 per 10 m
            CHECK(static_cast<double>(error.contour_m) == Approx(0.685).epsilon(1e-4));  // 0.0685 pixel
        }
    }
}

TEST_CASE("a shoreline traced from rows that come one at a time is that of the image in memory", "[trace]")
{
    Pixels values(90, 70);
    for (int r = 0; r < 90; ++r)
        for (int c = 0; c < 70; ++c) values(r, c) = static_cast<float>(std::sin(.4 * r) * std::cos(.3 * c) + .04 * (c - 30));
    values.block(30, 10, 4, 20).setConstant(std::numeric_limits<float>::quiet_NaN());
    const Grid grid{90, 70, 500000, 9000000, 10, -10, {}};
    IndexRows rows_alone = rows_of(values);
    rows_alone.read = [&](int row, int count, IndexImage& buffer) {
        buffer.values = values.middleRows(row, count);
        return IndexStrip{buffer.values.data()};
    };
    const TracedShoreline whole = trace_shoreline(values, Mask(), grid, 0), streamed = trace_shoreline(rows_alone, Mask(), grid, 0);
    CHECK(whole.lines == streamed.lines);
    CHECK(whole.vertices_near_missing == streamed.vertices_near_missing);
    CHECK(whole.gradient_per_m == streamed.gradient_per_m);
}
