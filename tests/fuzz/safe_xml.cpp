#include "scenes/products/sentinel2_metadata.hpp"
#include "tests/fuzz/refused.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return tasi::fuzz::accept_or_refuse([&] {
        const auto metadata = tasi::io::parse_xml(tasi::fuzz::text_of(data, size), "MTD_MSIL2A.xml");
        tasi::scenes::sentinel2_scaling(metadata, "MTD_MSIL2A.xml");
    });
}
