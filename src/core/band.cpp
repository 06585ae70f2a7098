#include "src/core/band.hpp"

#include "src/core/text.hpp"

namespace tasi {

std::string_view name_of(Band band)
{
    static constexpr std::array<std::string_view, all_bands.size()> names{"coastal", "blue", "green", "red", "nir", "swir1", "swir2"};
    return names[static_cast<std::size_t>(band)];
}

std::optional<Band> band_named(std::string_view name)
{
    const std::string wanted = lower_case(name);
    for (const Band band : all_bands)
        if (wanted == name_of(band)) return band;
    return std::nullopt;
}

}  // namespace tasi
