#include "scenes/synthetic/coast_description.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenes/synthetic/platforms.hpp"
#include "scenes/synthetic/scene_orders.hpp"
#include "scenes/synthetic/strict_table.hpp"

namespace tasi::scenes {
namespace {

constexpr double far_m = 1e5;

int material(StrictTable& table, const std::string& key, const CoastDescription& coast)
{
    const std::string name = table.text(key);
    for (std::size_t i = 0; i < coast.materials.size(); ++i) {
        if (coast.materials[i].name == name) return static_cast<int>(i);
    }
    table.refuse(key, fmt::format("no [materials.\"{}\"] is described", name));
}

Polyline ring(StrictTable& table, const std::string& key, const Vector& origin)
{
    Polyline points = table.points(key, 3, origin);
    if (points.front() != points.back()) points.push_back(points.front());
    if (!is_ring(points)) table.refuse(key, "a ring needs three corners");
    return points;
}

/// Reads the parts of a description; every place in the file is metres from `origin_`.
class Reader {
public:
    Reader(const nlohmann::json& text, const std::string& file) : top_(text, file, "") {}

    CoastDescription coast()
    {
        read_place();
        read_materials();
        read_sea();
        read_stretches();
        read_features();
        read_people();
        read_sensors();
        coast_.scenes = scene_orders(top_, coast_.sensors);
        top_.finish();
        return std::move(coast_);
    }

private:
    void read_place()
    {
        StrictTable t = top_.table("coast");
        coast_.name = t.text("name");
        coast_.notice = t.text("notice");
        coast_.utm_zone = static_cast<int>(t.whole("utm_zone_south", 1, 60));
        coast_.crs = fmt::format("EPSG:{}", 32700 + coast_.utm_zone);
        const auto origin = t.numbers("origin", 2, 0, 1e7);
        origin_ = {origin[0], origin[1]};
        const auto size = t.numbers("size_m", 2, 300, 50'000);
        coast_.west = origin_.x, coast_.south = origin_.y;
        coast_.east = coast_.west + size[0], coast_.north = coast_.south + size[1];
        coast_.longitude_deg = t.number("longitude", -180, 180);
        coast_.latitude_deg = t.number("latitude", -80, 0);
        coast_.landsat_path_row = t.text_like("landsat_path_row", "000000", "six digits are wanted: path and row");
        coast_.sentinel_tile = t.text_like("sentinel_tile", "00AAA", "a tile such as 51LYL is wanted");
        coast_.sentinel_orbit = t.text_like("sentinel_orbit", "R000", "a relative orbit such as R017 is wanted");
        coast_.reference_date = t.instant("reference_date");
        coast_.reference_line = t.points("reference_line", 2, origin_);
        coast_.transition_m = t.number("transition_m", 0, far_m);
        coast_.seasonal_m = t.number("seasonal_m", 0, 100);
        coast_.seasonal_peak = t.number("seasonal_peak", 0, 1);
        t.finish();
    }

    void read_materials()
    {
        StrictTable all = top_.table("materials");
        for (const std::string& name : all.keys()) {
            StrictTable t = all.table(name);
            Material m{name, {}, t.number("texture", 0, 1), static_cast<int>(t.whole("scene_class", 2, 7))};
            const auto values = t.numbers("reflectance", all_bands.size(), 0, 1);
            std::copy(values.begin(), values.end(), m.reflectance.begin());
            t.finish();
            coast_.materials.push_back(std::move(m));
        }
        if (coast_.materials.empty()) top_.refuse("materials", "at least one is wanted");
    }

    void read_sea()
    {
        StrictTable t = top_.table("surface");
        coast_.land = material(t, "land", coast_);
        coast_.village_material = material(t, "village", coast_);
        coast_.clear_sea = material(t, "sea", coast_);
        coast_.turbid_sea = material(t, "plume", coast_);
        const auto at = t.numbers("plume_at", 2, -far_m, far_m);
        coast_.plume = Point{at[0], at[1]} + origin_;
        coast_.plume_m = t.number("plume_m", 1, far_m);
        if (!coast_.materials[static_cast<std::size_t>(coast_.clear_sea)].water())
            t.refuse("sea", "its material has no scene_class 6 (water)");
        if (!coast_.materials[static_cast<std::size_t>(coast_.turbid_sea)].water())
            t.refuse("plume", "its material has no scene_class 6 (water)");
        t.finish();
    }

    void read_stretches()
    {
        for (StrictTable& t : top_.tables("stretches")) {
            Stretch s{t.text("name"), t.number("from_m", 0, far_m), t.number("rate_m_yr", -50, 50), material(t, "beach", coast_),
                      t.number("beach_m", 0, 1000)};
            const bool first = coast_.stretches.empty();
            if (first && s.from_m != 0) t.refuse("from_m", "the first stretch begins at 0");
            if (!first && s.from_m < coast_.stretches.back().from_m + coast_.transition_m) {
                t.refuse("from_m", "it begins before the transition into the stretch before it ends (transition_m)");
            }
            t.finish();
            coast_.stretches.push_back(std::move(s));
        }
        if (coast_.stretches.empty()) top_.refuse("stretches", "at least one is wanted");
    }

    Strip strip(const std::string& key)
    {
        StrictTable t = top_.table(key);
        Strip s{t.text("name"), material(t, "material", coast_), t.number("width_m", 0.1, 1000), t.points("line", 2, origin_)};
        t.finish();
        return s;
    }

    void read_features()
    {
        for (StrictTable& t : top_.tables("patches")) {
            coast_.patches.push_back({t.text("name"), material(t, "material", coast_), ring(t, "ring", origin_)});
            t.finish();
        }
        coast_.river = strip("river");
        coast_.road = strip("road");
    }

    void read_people()
    {
        for (StrictTable& t : top_.tables("settlements")) {
            coast_.villages.push_back({t.text("name"), t.whole("pop", 0, 100'000'000), ring(t, "ring", origin_)});
            t.finish();
        }
        for (StrictTable& t : top_.tables("admin")) {
            coast_.admin_units.push_back(
                {t.text("adm1_pcode"), t.text("adm2_pcode"), t.text("adm3_pcode"), t.text("name"), ring(t, "ring", origin_)});
            t.finish();
        }
        if (top_.has("houses")) read_houses();
        if (top_.has("displaced")) read_displaced();
    }

    void read_houses()
    {
        StrictTable t = top_.table("houses");
        const auto size = t.numbers("size_m", 2, 1, 100), spacing = t.numbers("spacing_m", 2, 1, 1000);
        if (spacing[0] <= size[0] || spacing[1] <= size[1]) t.refuse("spacing_m", "houses would touch: more than size_m is wanted");
        coast_.houses = HouseRows{size[0], size[1], spacing[0], spacing[1]};
        t.finish();
    }

    void read_displaced()
    {
        for (StrictTable& t : top_.tables("displaced")) {
            coast_.displaced.push_back(
                {t.text("pcode"), t.text("round"), t.text("reason"), t.instant("date"), t.whole("people", 0, 100'000'000)});
            t.finish();
        }
    }

    void read_sensors()
    {
        StrictTable all = top_.table("sensors");
        for (const std::string& name : all.keys()) {
            if (!platform_named(name)) all.refuse(name, "no such satellite");
            StrictTable t = all.table(name);
            coast_.sensors.push_back({name, t.number("noise", 0, 0.2), t.number("geolocation_m", 0, 100)});
            t.finish();
        }
    }

    StrictTable top_;
    Vector origin_;
    CoastDescription coast_;
};

}  // namespace

CoastDescription coast_from(const nlohmann::json& text, const std::string& file) { return Reader(text, file).coast(); }

}  // namespace tasi::scenes
