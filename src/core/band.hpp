#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tasi {

/// The role of a spectral band, whatever number a sensor gives it.
enum class Band { coastal, blue, green, red, nir, swir1, swir2 };

inline constexpr std::array all_bands{Band::coastal, Band::blue, Band::green, Band::red, Band::nir, Band::swir1, Band::swir2};

/// `blue`, `green`, ... as on the command line.
std::string_view name_of(Band band);

/// The band of that name, whatever its case.
std::optional<Band> band_named(std::string_view name);

}  // namespace tasi
