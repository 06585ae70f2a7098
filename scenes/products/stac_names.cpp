#include "scenes/products/stac_names.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "scenes/products/product_name.hpp"
#include "scenes/sensors/sensor.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/remote_file.hpp"

namespace tasi::scenes {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

UnsafeError contradicted(const std::string& name, const std::string& file, const std::string& what)
{
    return {name, file, what, "fetch item and files again; a file that was renamed gets its name back"};
}

std::string shortened(const std::string& text)
{
    constexpr std::size_t longest = 100;
    return text.size() <= longest ? printable(text) : printable(text.substr(0, longest)) + "...";
}

/// Years of the first and the last picture; satellites that still work get forty.
struct YearsInOrbit {
    const char* sensor;
    int first, last;
};

/// Sources: USGS, Landsat missions; ESA, Sentinel-2 launches.
constexpr YearsInOrbit years_in_orbit[] = {
    {"landsat-4", 1982, 2001}, {"landsat-5", 1984, 2013},   {"landsat-7", 1999, 2025},   {"landsat-8", 2013, 2053},
    {"landsat-9", 2021, 2061}, {"sentinel-2a", 2015, 2055}, {"sentinel-2b", 2017, 2057}, {"sentinel-2c", 2024, 2064},
};

/// What one name says of the scene; what it leaves out is empty.
struct Statement {
    std::string prefix, tile;  ///< `LC08`, `S2B`; `107066`, `51LYK`
    std::optional<Instant> day;
};

/// The first day YYYYMMDD of a name: that of the acquisition in the names of every catalogue.
std::optional<Instant> first_day(const std::vector<std::string>& parts)
{
    for (const std::string& part : parts) {
        if (part.size() < 8 || part.substr(0, 8).find_first_not_of("0123456789") != std::string::npos) continue;
        if (part.size() > 8 && part[8] != 'T') continue;
        if (const auto day = parse_iso(part.substr(0, 8))) return day->instant;
    }
    return std::nullopt;
}

bool is_tile(const std::string& text)
{
    return text.size() == 5 && text.find_first_not_of("0123456789") == 2 &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2) == std::string::npos;
}

/// `LC08`, `S2B`, also of satellites that are not read.
bool is_satellite(const std::string& text)
{
    const auto digits = [](const std::string& part) { return part.find_first_not_of("0123456789") == std::string::npos; };
    if (text.size() == 4) return text[0] == 'L' && text.find_first_of("COTEM") == 1 && digits(text.substr(2));
    return text.size() == 3 && text.starts_with("S2") && text[2] >= 'A' && text[2] <= 'D';
}

Statement statement_of(const std::string& name)
{
    const std::vector<std::string> parts = split(name, '_');
    Statement said;
    if (const auto landsat = parse_landsat_name(name)) return {landsat->prefix, landsat->tile, landsat->date};
    if (parts.empty()) return said;
    if (is_satellite(parts[0])) said.prefix = parts[0];
    if (!said.prefix.empty() && parts.size() > 2 && said.prefix[0] == 'L') said.tile = parts[2].size() == 6 ? parts[2] : "";
    said.tile = said.tile.empty() ? sentinel2_tile_of(name) : said.tile;
    if (said.tile.empty() && said.prefix.starts_with("S2") && parts.size() > 1 && is_tile(parts[1])) said.tile = parts[1];
    // Names before December 2016 begin with the day on which the file was made.
    const bool day_of_making = parts.size() > 1 && (parts[1] == "OPER" || parts[1] == "USER");
    if (!day_of_making) said.day = first_day(parts);
    return said;
}

std::string without_zeros(const std::string& text) { return text.substr(std::min(text.size(), text.find_first_not_of('0'))); }

void require_same(const Statement& said, const std::string& name, const SceneFacts& facts, const std::string& file)
{
    const Sensor* sensor = sensor_named(facts.sensor);
    const bool landsat = facts.sensor.starts_with("landsat");
    // The second letter of a Landsat name tells of the instruments in use, not of the satellite.
    const std::size_t first = landsat && said.prefix.starts_with("L") ? 2 : 0;
    if (!said.prefix.empty() && sensor && said.prefix.substr(first) != sensor->id_prefix.substr(first))
        throw contradicted("SENSOR", file, "satellite conflict: the name " + shortened(name) + " is not of " + facts.sensor);
    if (!said.tile.empty() && !facts.tile.empty() && without_zeros(said.tile) != without_zeros(facts.tile))
        throw contradicted("TILE", file, "tile conflict: the name " + shortened(name) + " is not of " + shortened(facts.tile));
    if (!said.day || !facts.time) return;
    const std::int64_t late = facts.time->milliseconds - said.day->milliseconds;
    if (late < -day_ms || late > 2 * day_ms)
        throw contradicted("DATE", file,
                           "date conflict: the name " + shortened(name) + " says " + said.day->day() + ", the item " + facts.time->day());
}

/// `B3` of `B03`: catalogues differ in the zero.
std::string band_number(std::string token)
{
    if (token.size() > 2 && token[0] == 'B' && token[1] == '0') token.erase(1, 1);
    return token;
}

bool is_band(const std::string& part)
{
    if (part.size() < 2 || part.size() > 3 || part[0] != 'B') return false;
    const std::string number = part.ends_with('A') ? part.substr(1, part.size() - 2) : part.substr(1);
    return !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
}

/// The layers that the parts of a file name state: `B3`, `SCL`, `QA_PIXEL`, `QA_RADSAT`.
std::set<std::string> layers_in(const std::string& name)
{
    static const std::set<std::string> others{"SCL", "AOT", "WVP", "TCI", "PVI", "CLD", "SNW", "PIXEL", "RADSAT", "AEROSOL"};
    std::set<std::string> layers;
    for (std::string part : split(name.substr(0, name.find('.')), '_')) {
        std::transform(part.begin(), part.end(), part.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        if (is_band(part)) layers.insert(band_number(part));
        if (others.contains(part)) layers.insert(part);
    }
    return layers;
}

void require_layer(const std::string& name, const std::string& layer, const std::string& file)
{
    const std::set<std::string> stated = layers_in(name);
    const std::string wanted = band_number(layer.starts_with("QA_") ? layer.substr(3) : layer);
    if (stated.empty() || (stated.size() == 1 && stated.contains(wanted))) return;
    throw contradicted("BAND", file, "band conflict: the item gives " + shortened(name) + " as " + layer);
}

}  // namespace

void require_id_of_scene(const std::string& id, const SceneFacts& facts, const std::string& file)
{
    require_same(statement_of(id), id, facts, file);
}

void require_href_of_scene(const std::string& href, const std::string& layer, const SceneFacts& facts, const std::string& file)
{
    const std::vector<std::string> parts = split(io::without_query(href), '/');
    if (parts.empty()) return;
    for (const std::string& part : parts) {
        const Statement said = statement_of(part.substr(0, part.find('.')));
        const bool of_satellite = !said.prefix.empty() || !said.tile.empty();
        if (of_satellite || &part == &parts.back()) require_same(said, part, facts, file);
    }
    require_layer(parts.back(), layer, file);
}

void require_years_in_orbit(const SceneFacts& facts, const std::string& file)
{
    const auto of_sensor = [&](const YearsInOrbit& one) { return facts.sensor == one.sensor; };
    const auto* const found = std::find_if(std::begin(years_in_orbit), std::end(years_in_orbit), of_sensor);
    if (found == std::end(years_in_orbit) || !facts.time) return;
    const int year = facts.time->year();
    if (year < found->first || year > found->last)
        throw contradicted("DATE", file, fmt::format("{} took no pictures in {}", facts.sensor, year));
}

}  // namespace tasi::scenes
