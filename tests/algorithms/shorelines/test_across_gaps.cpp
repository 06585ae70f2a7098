#include "algorithms/shorelines/sea.hpp"
#include "src/core/error.hpp"
#include "tests/algorithms/shorelines/picture.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

using Rows = std::vector<std::string>;

Rows sea_letters(const Rows& rows, const SeaOptions& options = {})
{
    const Picture p(rows);
    return letters(find_sea(p.values, p.mask, p.grid, 0, options).surfaces);
}

Rows turned(const Rows& rows)  // a quarter turn clockwise
{
    Rows result(rows[0].size(), std::string(rows.size(), ' '));
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[0].size(); ++c) result[c][rows.size() - 1 - r] = rows[r][c];
    return result;
}

}  // namespace

TEST_CASE("a strip of water between two gaps faces the sea and is sea, and the next one too", "[sea][gaps]")
{
    const Rows rows{"LLWWWWWWWW",  // the largest
                    "LLWWWWWWWW", "LLLWWWWWWW", "NNNNNNNNNN", "NNNNNNNNNN", "LLLLWWWWLL", "NNNNNNNNNN", "LLLLLWWWLL", "LLLLLLLLLL"};
    Rows wanted{"llssssssss", "llssssssss", "lllsssssss", "nnnnnnnnnn", "nnnnnnnnnn",
                "llllssssll", "nnnnnnnnnn", "lllllsssll", "llllllllll"};
    SeaOptions guess{.guess_share = 0.5};
    CHECK(sea_letters(rows, guess) == wanted);
    Rows picture = rows;
    for (int quarter = 0; quarter < 4; ++quarter, picture = turned(picture), wanted = turned(wanted))
        CHECK(sea_letters(picture, guess) == wanted);
    guess.gap_px = 1;
    CHECK(sea_letters(rows, guess)[5] == "llllwwwwll");
    guess.gap_px = 0;
    CHECK(sea_letters(rows, guess)[5] == "llllwwwwll");
}

TEST_CASE("what was found across gaps is counted, and the sea is still guessed", "[sea][gaps]")
{
    const Picture p({"WWWWWWWWWW", "WWWWWWWWWW", "NNNNNNNNNN", "LLLWWWWWLL", "LLLLLLLLLL"});
    const Sea sea = find_sea(p.values, p.mask, p.grid, 0, {.guess_share = 0.5});
    CHECK(sea.across_gaps == 1);
    CHECK(sea.sea_bodies == 2);
    CHECK(sea.guessed);
}

TEST_CASE("a lagoon whose barrier crosses the gap aslant stays a lagoon", "[sea][gaps]")
{
    // Sea in the west, barrier in the middle, lagoon in the east. The barrier moves three pixels while it is in the gap.
    const Rows rows{"WWWWWWWLLLWWWWWWWWLL", "WWWWWWWLLLWWWWWWWWLL", "NNNNNNNNNNNNNNNNNNNN", "NNNNNNNNNNNNNNNNNNNN",
                    "WWWWWWWWWWWLLLWWWWLL", "WWWWWWWWWWWLLLWWWWLL", "LLLLLLLLLLLLLLLLLLLL"};
    const Rows found = sea_letters(rows, {.guess_share = 0.8});
    CHECK(found[0] == "ssssssslllwwwwwwwwll");
    CHECK(found[4] == "ssssssssssslllwwwwll");
}

TEST_CASE("a lagoon wholly behind a gap that hides its barrier faces the sea: only an area or a coast keeps it", "[sea][gaps]")
{
    const Rows rows{"WWWWWWWWWW", "WWWWWWWWWW", "NNNNNNNNNN", "LLWWWWWLLL", "LLWWWWWLLL", "LLLLLLLLLL"};
    CHECK(sea_letters(rows, {.guess_share = 0.8})[3] == "llssssslll");
    CHECK(sea_letters(rows, {.sea_points = {{5, 55}}})[3] ==
          "llsssssll"
          "l");
    const Polygon offshore{{{0, 45}, {100, 45}, {100, 60}, {0, 60}, {0, 45}}, {}};
    CHECK(sea_letters(rows, {.sea_areas = {offshore}})[3] == "llwwwwwlll");
}

TEST_CASE("two pixels of contact are no evidence", "[sea][gaps]")
{
    const Rows rows{"WWWWWWWWWW", "WWWWWWWWWW", "NNNNNNNNNN", "LLWWLLWWWL", "LLWWLLWWWL", "LLLLLLLLLL"};
    CHECK(sea_letters(rows, {.guess_share = 0.8})[3] == "llwwllsssl");
}
