#include <geos_c.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include "algorithms/shorelines/trace.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

constexpr int size = 60;
const Grid grid{size, size, 500000, 9000000, 10, -10, {}};

/// Smoothed noise, some of it missing; no two values are equal.
struct Field {
    Pixels values{size, size};
    Mask mask = Mask::Zero(size, size);

    explicit Field(std::uint64_t seed)
    {
        const auto next = [&] {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            return static_cast<double>(seed >> 11) / 9007199254740992.0;
        };
        Pixels noise(size, size);
        for (Eigen::Index i = 0; i < noise.size(); ++i) noise.data()[i] = static_cast<float>(next() - .5);
        for (int r = 0; r < size; ++r)
            for (int c = 0; c < size; ++c) {
                double sum = 0;
                for (int i = -1; i <= 1; ++i)
                    for (int j = -1; j <= 1; ++j)
                        sum += static_cast<double>(noise((r + i + size) % size, (c + j + size) % size)) / (1 + i * i + j * j);
                values(r, c) = static_cast<float>(.3 * sum + .02 * (c - size / 2));
            }
        for (int cloud = 0; cloud < 4; ++cloud) {
            const int row = static_cast<int>(next() * (size - 6)), col = static_cast<int>(next() * (size - 6));
            mask.block(row, col, 4, 5).setConstant(PixelFlag::cloud);
        }
        values = (mask != 0).select(std::numeric_limits<float>::quiet_NaN(), values);
    }
};

/// Neither line crosses or touches itself or another.
bool are_simple(const std::vector<Polyline>& lines)
{
    const GEOSContextHandle_t geos = GEOS_init_r();
    std::vector<GEOSGeometry*> parts;
    for (const Polyline& line : lines) {
        GEOSCoordSequence* at = GEOSCoordSeq_create_r(geos, static_cast<unsigned>(line.size()), 2);
        for (unsigned i = 0; i < line.size(); ++i) GEOSCoordSeq_setXY_r(geos, at, i, line[i].x, line[i].y);
        parts.push_back(GEOSGeom_createLineString_r(geos, at));
    }
    GEOSGeometry* all = GEOSGeom_createCollection_r(geos, GEOS_MULTILINESTRING, parts.data(), static_cast<unsigned>(parts.size()));
    const bool simple = GEOSisSimple_r(geos, all) == 1 && GEOSisValid_r(geos, all) == 1;
    GEOSGeom_destroy_r(geos, all);
    GEOS_finish_r(geos);
    return simple;
}

/// The pixel above the level beside a vertex: one of the two between which it lies.
Point high_neighbour(const Field& field, const Point& vertex)
{
    const double row = (grid.y0 - vertex.y) / 10 - .5, col = (vertex.x - grid.x0) / 10 - .5;
    const bool along_column = std::abs(col - std::round(col)) < std::abs(row - std::round(row));
    const int r = static_cast<int>(along_column ? std::floor(row) : std::round(row)),
              c = static_cast<int>(along_column ? std::round(col) : std::floor(col));
    return field.values(r, c) > 0 ? grid.at_centre(r, c) : along_column ? grid.at_centre(r + 1, c) : grid.at_centre(r, c + 1);
}

}  // namespace

TEST_CASE("lines of random coasts cross neither themselves nor each other and have the sea on their right", "[trace][topology]")
{
    for (const double neck_m : {0.0, 30.0})
        for (std::uint64_t seed = 1; seed <= 25; ++seed) {
            CAPTURE(seed, neck_m);
            const Field field(seed);
            TraceOptions options;
            options.min_length_m = 0;
            options.sea = {.min_land_m2 = 0, .neck_m = neck_m};
            const TracedShoreline traced = trace_shoreline(field.values, field.mask, grid, 0, options);
            CHECK(are_simple(traced.lines));
            for (const Polyline& line : traced.lines)
                for (std::size_t i = 1; i < line.size(); ++i)
                    for (const Point& end : {line[i - 1], line[i]}) {
                        const double side = cross_product(line[i] - line[i - 1], high_neighbour(field, end) - end);
                        REQUIRE(side < 1e-6);  // to the right
                    }
        }
}

TEST_CASE("two lines that cross are seen to cross", "[trace][topology]")
{
    CHECK(are_simple({{{0, 0}, {1, 1}}, {{2, 0}, {3, 1}}}));
    CHECK_FALSE(are_simple({{{0, 0}, {1, 1}}, {{0, 1}, {1, 0}}}));
    CHECK_FALSE(are_simple({{{0, 0}, {1, 1}, {0, 1}, {1, 0}}}));
}
