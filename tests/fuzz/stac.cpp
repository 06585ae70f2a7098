#include <nlohmann/json.hpp>

#include "scenes/products/stac_item.hpp"
#include "tests/fuzz/refused.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto json = nlohmann::json::parse(data, data + size, nullptr, false);
    if (json.is_discarded()) return 0;
    return tasi::fuzz::accept_or_refuse([&] {
        if (tasi::scenes::is_stac(json)) tasi::scenes::stac_item_from(json, "item.json");
    });
}
