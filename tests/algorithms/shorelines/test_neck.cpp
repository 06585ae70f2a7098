#include "algorithms/shorelines/neck.hpp"

#include <algorithm>
#include <cstdint>

#include "algorithms/shorelines/sea.hpp"
#include "src/core/parallel.hpp"
#include "tests/algorithms/shorelines/picture.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

using Rows = std::vector<std::string>;

Rows sea_letters(const Rows& rows, const SeaOptions& options)
{
    const Picture p(rows);
    return letters(find_sea(p.values, p.mask, p.grid, 0, options).surfaces);
}

/// Sea in the lower half; above it land with a channel `width` pixels wide that leads to a lagoon.
Rows lagoon(int width)
{
    Rows rows(60, std::string(60, 'L'));
    const auto dig = [&](int row, int col, int height, int across) {
        for (int r = row; r < row + height; ++r) std::fill_n(rows[static_cast<std::size_t>(r)].begin() + col, across, 'W');
    };
    dig(40, 0, 20, 60);
    dig(30, 20, 10, width);
    dig(10, 10, 20, 40);
    return rows;
}

char at(const Rows& rows, int row, int col) { return rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)]; }

long count(const Rows& rows, char letter)
{
    long n = 0;
    for (const std::string& row : rows) n += std::count(row.begin(), row.end(), letter);
    return n;
}

Rows turned(const Rows& rows)
{
    Rows result(rows[0].size(), std::string(rows.size(), ' '));
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[0].size(); ++c) result[c][rows.size() - 1 - r] = rows[r][c];
    return result;
}

Rows mirrored(Rows rows)
{
    for (std::string& row : rows) std::reverse(row.begin(), row.end());
    return rows;
}

/// Blots of land, water and a few clouds.
Rows blots(std::uint64_t seed)
{
    constexpr int size = 48;
    Rows rows(size, std::string(size, 'W'));
    const auto next = [&](int below) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((seed >> 33) % static_cast<std::uint64_t>(below));
    };
    for (int blot = 0; blot < 45; ++blot) {
        const int row = next(size), col = next(size), radius = 1 + next(5);
        const char letter = blot < 22 ? 'L' : blot < 38 ? 'W' : blot < 40 ? 'C' : 'L';
        for (int r = std::max(0, row - radius); r < std::min(size, row + radius + 1); ++r)
            for (int c = std::max(0, col - radius); c < std::min(size, col + radius + 1); ++c)
                if ((r - row) * (r - row) + (c - col) * (c - col) <= radius * radius)
                    rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = letter;
    }
    return rows;
}

/// The whole picture is a sea area: every water that a disk can be in is sea.
SeaOptions everywhere(double neck_m)
{
    return {
        .sea_areas = {{{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 0}}, {}}}, .min_land_m2 = 0, .min_water_m2 = 0, .neck_m = neck_m};
}

}  // namespace

TEST_CASE("a mouth of the given width or less closes a lagoon, a wider one does not", "[sea][neck]")
{
    const SeaOptions options{.neck_m = 60};
    for (const int width : {1, 3, 5, 6}) {
        const Rows found = sea_letters(lagoon(width), options);
        CAPTURE(width);
        CHECK(at(found, 20, 30) == 'w');
        CHECK(at(found, 50, 30) == 's');
        CHECK(at(found, 32, 20) == 'w');  // the inner end of the channel
    }
    for (const int width : {7, 8, 12}) CHECK(at(sea_letters(lagoon(width), options), 20, 30) == 's');
    CHECK(at(sea_letters(lagoon(1), {}), 20, 30) == 's');
}

TEST_CASE("a width that is no whole number of pixels is rounded up", "[sea][neck]")
{
    CHECK(neck_pixels(60, 10) == 6);
    CHECK(neck_pixels(45, 30) == 2);
    CHECK(neck_pixels(60.1, 10) == 7);
    CHECK(neck_pixels(0, 10) == 0);
    CHECK(at(sea_letters(lagoon(4), {.neck_m = 41}), 20, 30) == 'w');
    CHECK(at(sea_letters(lagoon(5), {.neck_m = 41}), 20, 30) == 's');
}

TEST_CASE("a cut leaves the open coast as it is and ends within a neck inside the mouth", "[sea][neck]")
{
    const Rows rows = lagoon(5), before = sea_letters(rows, {}), found = sea_letters(rows, {.neck_m = 60});
    for (int row = 40; row < 60; ++row) CHECK(found[static_cast<std::size_t>(row)] == before[static_cast<std::size_t>(row)]);
    for (int row = 0; row < 34; ++row)
        CHECK(std::count(found[static_cast<std::size_t>(row)].begin(), found[static_cast<std::size_t>(row)].end(), 's') == 0);
}

TEST_CASE("the corners of a harbour and a small speck in a channel are no necks", "[sea][neck]")
{
    Rows rows = lagoon(12);
    CHECK(sea_letters(rows, {.neck_m = 60}) == sea_letters(rows, {}));
    rows[35][26] = 'L';  // a boat
    CHECK(sea_letters(rows, {.neck_m = 60}) == sea_letters(rows, {}));
    CHECK(at(sea_letters(rows, {.min_land_m2 = 0, .neck_m = 60}), 20, 30) == 'w');
}

TEST_CASE("missing pixels and the edge of the image close no mouth", "[sea][neck]")
{
    Rows rows = lagoon(12);
    for (int row = 30; row < 40; ++row)
        for (int col = 26; col < 40; ++col) rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)] = 'C';  // beside 6 pixels
    CHECK(at(sea_letters(rows, {.neck_m = 60}), 20, 30) == 's');
    Rows edge(20, std::string("LLLLLLLWWWW"));
    CHECK(count(sea_letters(edge, {.neck_m = 60}), 's') == 80);
}

TEST_CASE("a cut sea is part of the whole sea, as wide as a disk, and the same however the image is turned", "[sea][neck]")
{
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const Rows rows = blots(seed), whole = sea_letters(rows, everywhere(0));
        for (const double neck : {20.0, 30.0, 50.0, 60.0}) {
            const SeaOptions options = everywhere(neck);
            const Rows cut = sea_letters(rows, options);
            for (std::size_t r = 0; r < rows.size(); ++r)
                for (std::size_t c = 0; c < rows.size(); ++c)
                    REQUIRE((cut[r][c] == whole[r][c] || (cut[r][c] == 'w' && whole[r][c] == 's')));
            Rows picture = rows, wanted = cut;
            for (int quarter = 0; quarter < 4; ++quarter, picture = turned(picture), wanted = turned(wanted)) {
                REQUIRE(sea_letters(picture, options) == wanted);
                REQUIRE(sea_letters(mirrored(picture), options) == mirrored(wanted));
            }
        }
    }
}

TEST_CASE("cutting what was cut changes nothing more, for any number of threads", "[sea][neck]")
{
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const Rows rows = blots(seed), cut = sea_letters(rows, everywhere(50));
        Rows dry = rows;
        for (std::size_t r = 0; r < rows.size(); ++r)
            for (std::size_t c = 0; c < rows.size(); ++c)
                if (cut[r][c] == 'w') dry[r][c] = 'L';
        Rows again = sea_letters(dry, everywhere(50));
        for (std::size_t r = 0; r < rows.size(); ++r)
            for (std::size_t c = 0; c < rows.size(); ++c) REQUIRE((again[r][c] == 's') == (cut[r][c] == 's'));
        set_thread_count(3);
        CHECK(sea_letters(rows, everywhere(50)) == cut);
        set_thread_count(1);
    }
}
