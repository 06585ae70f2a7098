#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "src/core/band.hpp"
#include "src/core/date.hpp"
#include "src/core/geometry.hpp"
#include "src/io/session.hpp"

namespace tasi::scenes {

/// Reflectance (0..1) in the order of `all_bands`: coastal, blue, green, red, nir, swir1, swir2.
using Spectrum = std::array<double, all_bands.size()>;

/// A surface that the simulator can paint.
struct Material {
    std::string name;
    Spectrum reflectance{};
    double texture = 0;   ///< standard deviation of its brightness from place to place, as a share of the reflectance
    int scene_class = 5;  ///< what a Sentinel-2 scene classification calls it: 2 dark, 4 vegetation, 5 bare, 6 water
    bool water() const { return scene_class == 6; }
};

/// A part of the coast, from `from_m` alongshore to the next stretch.
struct Stretch {
    std::string name;
    double from_m = 0;
    double rate_m_per_year = 0;  ///< along the normal, seaward positive
    int beach = 0;               ///< material of the strip behind the waterline
    double beach_m = 0;          ///< its width
};

/// A closed ring painted with one material.
struct Patch {
    std::string name;
    int material = 0;
    Polyline ring;
};

/// A line painted `width_m` wide: a river, a road.
struct Strip {
    std::string name;
    int material = 0;
    double width_m = 0;
    Polyline line;
};

struct Village {
    std::string name;
    std::int64_t people = 0;
    Polyline ring;
};

/// An administrative unit of the third level with the codes of those above it.
struct AdminUnit {
    std::string adm1_pcode, adm2_pcode, adm3_pcode, name;
    Polyline ring;
};

/// Houses in rows inside every village.
struct HouseRows {
    double east_m = 0, north_m = 0;                  ///< size of a house
    double spacing_east_m = 0, spacing_north_m = 0;  ///< from middle to middle
};

/// One line of displacement figures: people of one unit in one round, as a country publishes them.
struct DisplacedPeople {
    std::string pcode, round, reason;
    Instant date;
    std::int64_t people = 0;
};

/// Errors that every scene of one platform has.
struct SensorErrors {
    std::string platform;      ///< `landsat-5`, `sentinel-2a`, ...
    double noise = 0;          ///< 1 sigma of the reflectance of one pixel
    double geolocation_m = 0;  ///< 1 sigma of the shift of a whole scene, per axis
};

/// One scene to make.
struct SceneOrder {
    int sensor = 0;  ///< index into `sensors`
    Instant time;
    double cloud = 0;      ///< share of the window, 0..1
    double turbidity = 0;  ///< 0 clear .. 1 as the plume's own material
    std::uint64_t seed = 0;
    std::string baseline;                      ///< Sentinel-2 processing baseline, `05.09`
    std::string product;                       ///< name of a ProductKind
    std::string container = "folder";          ///< or `tar`, `tar.gz`, `zip`
    std::vector<std::string> metadata{"txt"};  ///< Landsat: forms of the MTL file, of `txt`, `json`, `xml`
    std::optional<Vector> shift_m;             ///< geolocation error, east and north; random when not stated
};

/// Everything that makes a coast and its scenes; coordinates are metres in `crs`, angles degrees.
struct CoastDescription {
    std::string name, crs, notice;
    double longitude_deg = 0, latitude_deg = 0;  ///< of the middle, for the place of the sun
    double west = 0, south = 0, east = 0, north = 0;
    int utm_zone = 0;
    std::string landsat_path_row, sentinel_tile, sentinel_orbit;

    Polyline reference_line;   ///< control points, the sea on the right-hand side
    Instant reference_date;    ///< when the waterline is the reference line
    double transition_m = 0;   ///< over which one stretch passes into the next
    double seasonal_m = 0;     ///< amplitude of a yearly swing of the waterline
    double seasonal_peak = 0;  ///< part of the year (0..1) when it stands furthest seaward

    std::vector<Material> materials;
    int land = 0, clear_sea = 0, turbid_sea = 0, village_material = 0;
    Point plume;         ///< middle of the turbid water
    double plume_m = 0;  ///< its size (1 sigma)
    std::vector<Stretch> stretches;
    std::vector<Patch> patches;
    Strip river, road;  ///< the river ends in the sea
    std::vector<Village> villages;
    std::vector<AdminUnit> admin_units;
    std::optional<HouseRows> houses;
    std::vector<DisplacedPeople> displaced;  ///< none: no table of them is made
    std::vector<SensorErrors> sensors;
    std::vector<SceneOrder> scenes;
};

/// A coast from its parsed TOML text. UsageError (2) naming the table and key for anything unknown, missing, of the wrong type or out of
/// range.
CoastDescription coast_from(const nlohmann::json& text, const std::string& file);

/// The same from a file.
CoastDescription read_coast(io::Session& session, const std::filesystem::path& file);

}  // namespace tasi::scenes
