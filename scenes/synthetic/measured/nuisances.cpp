#include "scenes/synthetic/measured/nuisances.hpp"

#include "scenes/synthetic/measured/row_named.hpp"

namespace tasi::scenes::measured {

const std::vector<Nuisance>& nuisances()
{
    static const std::vector<Nuisance> table{
        {.name = "clean", .doc = "clear water against pale dry sand"},
        {.name = "wet-foam", .doc = "wet sand 10 m and foam 4 m wide between sand and water", .wet_sand_m = 10, .foam_m = 4},
        {.name = "turbid-dark", .doc = "a turbid plume before dark sand", .turbidity = 1, .dark_sand = 1},
        {.name = "haze", .doc = "haze that thickens across the scene", .haze = 1},
        {.name = "thin-cloud", .doc = "patches of thin cloud that no quality bit knows", .thin_cloud = 0.15},
        {.name = "forest", .doc = "a beach of 25 m before forest", .forest_behind_m = 25},
        {.name = "glint", .doc = "sun glint on waves", .glint = 0.03},
        {.name = "misregistration", .doc = "bands shifted against each other by up to 0.15 pixel", .misregistration_px = 0.15},
        {.name = "all",
         .doc = "all of the above at 70 % strength",
         .wet_sand_m = 7,
         .foam_m = 2.8,
         .turbidity = 0.7,
         .dark_sand = 0.7,
         .haze = 0.7,
         .thin_cloud = 0.105,
         .forest_behind_m = 25 / 0.7,
         .glint = 0.021,
         .misregistration_px = 0.105},
        {.name = "cloud", .doc = "thick cloud and shadow, masked", .cloud = 0.25},
        {.name = "missed-cloud", .doc = "thick cloud and shadow that the mask does not know", .cloud = 0.15, .cloud_missed = true},
        {.name = "slc-off", .doc = "wedges without data", .slc_off = true},
        {.name = "geolocation", .doc = "the whole image shifted, 5 m 1 sigma per axis", .geolocation_m = 5},
    };
    return table;
}

const Nuisance& nuisance_named(const std::string& name) { return row_named(nuisances(), name, "nuisance"); }

}  // namespace tasi::scenes::measured
