#include "scenes/products/landsat_grid.hpp"
#include "scenes/products/mtl.hpp"
#include "tests/fuzz/refused.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return tasi::fuzz::accept_or_refuse([&] {
        const auto mtl = tasi::scenes::Mtl::from_odl(tasi::fuzz::text_of(data, size), "fuzz_MTL.txt");
        tasi::scenes::grid_of_mtl(mtl, tasi::scenes::LandsatResolution::reflective);
        tasi::scenes::grid_of_mtl(mtl, tasi::scenes::LandsatResolution::panchromatic);
    });
}
