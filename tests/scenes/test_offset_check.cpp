#include "scenes/products/offset_check.hpp"

#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

/// Half land (green 0.08, nir 0.25), half sea (green 0.04, nir 0.02), all moved by `error`.
SceneBlock coast(float error)
{
    SceneBlock block;
    Pixels green = Pixels::Constant(50, 50, 0.08f), nir = Pixels::Constant(50, 50, 0.25f);
    green.rightCols(25) = 0.04f;
    nir.rightCols(25) = 0.02f;
    block.mask = Mask::Zero(50, 50);
    block.reflectance[Band::green] = green + error;
    block.reflectance[Band::nir] = nir + error;
    return block;
}

bool suspect(const SceneBlock& block)
{
    OffsetCheck check;
    check.add(block);
    return check.suspect();
}

}  // namespace

TEST_CASE("an offset that was applied twice or never is suspected, the right one is not", "[offset_check]")
{
    CHECK_FALSE(suspect(coast(0)));
    CHECK(suspect(coast(-0.1f)));
    CHECK(suspect(coast(0.1f)));
}

TEST_CASE("parts of a scene add up to the whole", "[offset_check]")
{
    OffsetCheck whole, part;
    part.add(coast(0.1f));
    whole.add(coast(0));
    CHECK_FALSE(whole.suspect());
    whole.add(part);
    CHECK_FALSE(whole.suspect());  // half of the water is dark
    CHECK(part.suspect());
}

TEST_CASE("too few pixels raise no suspicion", "[offset_check]")
{
    SceneBlock block = coast(-0.1f);
    block.reflectance[Band::green] = block.reflectance[Band::green].topRows(10).eval();
    block.reflectance[Band::nir] = block.reflectance[Band::nir].topRows(10).eval();
    CHECK_FALSE(suspect(block));
}
