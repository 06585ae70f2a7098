#include <nlohmann/json.hpp>

#include "scenes/products/stac.hpp"
#include "tests/fuzz/refused.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto json = nlohmann::json::parse(data, data + size, nullptr, false);
    if (json.is_discarded()) return 0;
    return tasi::fuzz::accept_or_refuse([&] { tasi::scenes::stac_item_from(json, "item.json"); });
}
