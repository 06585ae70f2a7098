#include "scenes/products/offset_check.hpp"

#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

/// Green and near infrared of a surface.
struct Surface {
    float green, nir;
};

/// A quarter sea, the rest land, with a spread of 0.01 from pixel to pixel.
struct Coast {
    const char* name;
    Surface sea, land;
    bool shows_twice = true, shows_never = true;  ///< whether the error can be seen there at all
};

/// Surface reflectance, and as seen through the air (top of atmosphere).
const std::vector<Coast>& coasts()
{
    static const std::vector<Coast> table{
        {"clear sea, vegetation", {0.04f, 0.01f}, {0.06f, 0.30f}},
        {"dark water that was corrected too much", {0.012f, -0.008f}, {0.05f, 0.28f}, true, false},
        {"turbid water, sand", {0.12f, 0.075f}, {0.23f, 0.32f}, false, true},
        {"dark volcanic sand", {0.05f, 0.02f}, {0.065f, 0.08f}},
        {"bright shallow water", {0.22f, 0.03f}, {0.25f, 0.35f}},
        {"top of atmosphere, clear", {0.07f, 0.025f}, {0.08f, 0.27f}},
        {"top of atmosphere, haze", {0.10f, 0.05f}, {0.12f, 0.28f}},
    };
    return table;
}

SceneBlock block_of(const Coast& coast, float error)
{
    SceneBlock block;
    Pixels spread(60, 60);
    for (Eigen::Index i = 0; i < spread.size(); ++i) spread.data()[i] = 0.0001f * static_cast<float>((i * 37) % 101) - 0.005f;
    Pixels green = spread + coast.land.green, nir = spread + coast.land.nir;
    green.rightCols(15) = spread.rightCols(15) + coast.sea.green;
    nir.rightCols(15) = spread.rightCols(15) + coast.sea.nir;
    block.mask = Mask::Zero(60, 60);
    block.reflectance[Band::green] = green + error;
    block.reflectance[Band::nir] = nir + error;
    return block;
}

OffsetCheck checked(const SceneBlock& block)
{
    OffsetCheck check;
    for (int i = 0; i < 2; ++i) check.add(block);
    return check;
}

}  // namespace

TEST_CASE("an offset that was applied twice or never is suspected where a coast can show it, the right one nowhere", "[offset_check]")
{
    for (const Coast& coast : coasts()) {
        CAPTURE(coast.name);
        CHECK_FALSE(checked(block_of(coast, 0)).suspect());
        CHECK(checked(block_of(coast, -0.1f)).twice() == coast.shows_twice);
        CHECK_FALSE(checked(block_of(coast, -0.1f)).never());
        CHECK(checked(block_of(coast, 0.1f)).never() == coast.shows_never);
        CHECK_FALSE(checked(block_of(coast, 0.1f)).twice());
    }
}

TEST_CASE("snow and cloud are not taken for a sea without offset", "[offset_check]")
{
    CHECK_FALSE(checked(block_of({"snow", {0.85f, 0.75f}, {0.06f, 0.3f}}, 0)).suspect());
}

TEST_CASE("a few very dark pixels raise no suspicion", "[offset_check]")
{
    SceneBlock block = block_of(coasts().front(), 0);
    block.reflectance[Band::green].topRows(1) = -0.06f;
    block.reflectance[Band::nir].topRows(1) = -0.08f;
    CHECK_FALSE(checked(block).suspect());  // 1.7 % of the pixels: a sixth of the darkest tenth
    block.reflectance[Band::green].topRows(2) = -0.06f;
    CHECK(checked(block).twice());  // a third of it
}

TEST_CASE("parts of a scene add up to the whole", "[offset_check]")
{
    OffsetCheck whole = checked(block_of(coasts().front(), 0));
    const OffsetCheck part = checked(block_of(coasts().front(), 0.1f));
    CHECK(part.suspect());
    CHECK_FALSE(whole.suspect());
    whole.add(part);
    CHECK_FALSE(whole.suspect());  // half of the water is dark
}

TEST_CASE("too few pixels raise no suspicion", "[offset_check]")
{
    SceneBlock block = block_of(coasts().front(), -0.1f);
    for (const Band band : {Band::green, Band::nir}) block.reflectance[band] = block.reflectance[band].topRows(8).eval();
    CHECK_FALSE(checked(block).suspect());
}

TEST_CASE("green alone tells of an offset that was applied twice", "[offset_check]")
{
    SceneBlock block = block_of(coasts().front(), -0.1f), green_only;
    green_only.mask = block.mask;
    green_only.reflectance[Band::green] = block.reflectance[Band::green];
    CHECK(checked(green_only).suspect());
}
