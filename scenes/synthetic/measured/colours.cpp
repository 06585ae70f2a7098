#include "scenes/synthetic/measured/colours.hpp"

namespace tasi::scenes::measured {
namespace {

constexpr std::uint64_t colour_stream = 400;

/// `reflectance` times a factor for all bands and one for each.
SixBands varied(SixBands reflectance, double common, double each, const RandomField& random, int row)
{
    const auto draw = [&](int column) { return 2 * random.uniform(colour_stream, row, column) - 1; };
    for (std::size_t b = 0; b < reflectance.size(); ++b) reflectance[b] *= 1 + common * draw(0) + each * draw(static_cast<int>(b) + 1);
    return reflectance;
}

Surface surface(Material material, const RandomField& random)
{
    const MaterialKind& kind = kind_of(material);
    return {varied(kind.reflectance, kind.common_variation, kind.band_variation, random, static_cast<int>(material)), kind.texture};
}

Surface wetted(Surface dry, const RandomField& random)
{
    const SixBands ratio = varied(wet_over_dry, wet_common_variation, wet_band_variation, random, -1);
    for (std::size_t b = 0; b < ratio.size(); ++b) dry.reflectance[b] *= ratio[b];
    return dry;
}

}  // namespace

Colours colours_of(const CoastKind& coast, const Nuisance& nuisance, const RandomField& random)
{
    Surface sand = surface(Material::pale_sand, random);
    sand.reflectance = blend(sand.reflectance, surface(Material::dark_sand, random).reflectance, nuisance.dark_sand);
    const Surface dry = coast.land == Material::pale_sand ? sand : surface(coast.land, random);
    Colours colours;
    const auto set = [&](Zone zone, const Surface& s) { colours.zones[number_of(zone)] = s; };
    set(Zone::open_water, surface(Material::clear_water, random));
    set(Zone::terrace, surface(Material::shallow_water, random));
    set(Zone::foam, surface(Material::foam, random));
    set(Zone::wet, wetted(coast.land == Material::rock ? dry : sand, random));
    set(Zone::dry, dry);
    set(Zone::inland, surface(Material::vegetation, random));
    colours.turbid = surface(Material::turbid_water, random).reflectance;
    return colours;
}

}  // namespace tasi::scenes::measured
