#pragma once

#include <nlohmann/json.hpp>

#include "scenes/synthetic/coast_description.hpp"

namespace tasi::testing {

/// A straight coast from east to west with the sea to the north, its waterline at northing 9,000,600 on 2000-01-01T12:00Z. It moves
/// -1 m a year over the eastern 2 km and +1 m a year over the western 1 km.
inline nlohmann::json straight_coast_text()
{
    const auto place = [](double x, double y) { return nlohmann::json::array({x, y}); };
    const auto ring = [&](double x, double y) { return nlohmann::json::array({place(x, y), place(x + 100, y), place(x + 100, y + 80)}); };
    nlohmann::json t;
    t["coast"] = {{"name", "straight"},
                  {"notice", "Synthetic"},
                  {"utm_zone_south", 51},
                  {"origin", {500000, 9000000}},
                  {"size_m", {1200, 1200}},
                  {"longitude", 123.0},
                  {"latitude", -9.0},
                  {"landsat_path_row", "107066"},
                  {"sentinel_tile", "51LWL"},
                  {"sentinel_orbit", "R017"},
                  {"reference_date", "2000-01-01T12:00:00Z"},
                  {"transition_m", 200},
                  {"seasonal_m", 0},
                  {"seasonal_peak", 0},
                  {"reference_line", {place(2000, 600), place(-1000, 600)}}};
    const auto flat = [](double r) { return nlohmann::json::array({r, r, r, r, r, r, r}); };
    t["materials"] = {{"water", {{"reflectance", flat(0.02)}, {"texture", 0}, {"scene_class", 6}}},
                      {"sand", {{"reflectance", flat(0.3)}, {"texture", 0}, {"scene_class", 5}}},
                      {"scrub", {{"reflectance", flat(0.15)}, {"texture", 0}, {"scene_class", 4}}}};
    t["surface"] = {{"land", "scrub"}, {"village", "sand"}, {"sea", "water"}, {"plume", "water"}, {"plume_at", {0, 0}}, {"plume_m", 100}};
    t["stretches"] = {{{"name", "east"}, {"from_m", 0}, {"rate_m_yr", -1}, {"beach", "sand"}, {"beach_m", 200}},
                      {{"name", "west"}, {"from_m", 2000}, {"rate_m_yr", 1}, {"beach", "sand"}, {"beach_m", 200}}};
    t["patches"] = nlohmann::json::array();
    // The river lies outside the scenes, at the western end.
    t["river"] = {{"name", "river"}, {"material", "water"}, {"width_m", 20}, {"line", {place(-800, 0), place(-800, 700)}}};
    t["road"] = {{"name", "road"}, {"material", "sand"}, {"width_m", 8}, {"line", {place(-900, 100), place(1900, 100)}}};
    t["settlements"] = {{{"name", "A"}, {"pop", 5}, {"ring", ring(100, 200)}}};
    t["admin"] = {{{"adm1_pcode", "XS"}, {"adm2_pcode", "XS01"}, {"adm3_pcode", "XS0101"}, {"name", "Suku"}, {"ring", ring(0, 0)}}};
    t["sensors"] = {{"landsat-8", {{"noise", 0}, {"geolocation_m", 0}}},
                    {"sentinel-2a", {{"noise", 0.002}, {"geolocation_m", 2}}},
                    {"landsat-7", {{"noise", 0.002}, {"geolocation_m", 4}}}};
    t["scenes"] = {
        {{"sensor", "landsat-8"}, {"time", "2010-01-01T00:00:00Z"}, {"cloud", 0}, {"turbidity", 0}, {"seed", 7}},
        {{"sensor", "landsat-7"}, {"time", "2010-03-01T01:40:00Z"}, {"cloud", 0.4}, {"turbidity", 0}, {"seed", 8}},
        {{"sensor", "sentinel-2a"}, {"time", "2023-01-01T01:47:01Z"}, {"cloud", 0.3}, {"turbidity", 0}, {"seed", 9}, {"baseline", "05.09"}},
        {{"sensor", "sentinel-2a"}, {"time", "2021-01-01T01:47:01Z"}, {"cloud", 0}, {"turbidity", 0}, {"seed", 9}, {"baseline", "03.01"}}};
    return t;
}

inline scenes::CoastDescription straight_coast() { return scenes::coast_from(straight_coast_text(), "straight.toml"); }

}  // namespace tasi::testing
