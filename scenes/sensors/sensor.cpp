#include "scenes/sensors/sensor.hpp"

#include <algorithm>

#include "scenes/sensors/sheets.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

template <class Matches>
const Sensor* first_sensor(Matches&& matches)
{
    const auto found = std::find_if(sensors().begin(), sensors().end(), matches);
    return found == sensors().end() ? nullptr : &*found;
}

}  // namespace

const SensorBand* Sensor::band(Band role) const
{
    const auto found = std::find_if(bands.begin(), bands.end(), [&](const SensorBand& b) { return b.role == role; });
    return found == bands.end() ? nullptr : &*found;
}

const SensorBand* Sensor::band_number(int number) const
{
    const auto found = std::find_if(bands.begin(), bands.end(), [&](const SensorBand& b) { return b.number == number; });
    return found == bands.end() ? nullptr : &*found;
}

const std::vector<Sensor>& sensors()
{
    static const std::vector<Sensor> table = [] {
        std::vector<Sensor> all = landsat_sheets();
        for (const Sensor& sheet : sentinel2_sheets()) all.push_back(sheet);
        return all;
    }();
    return table;
}

const Sensor* sensor_named(std::string_view name)
{
    return first_sensor([&](const Sensor& s) { return s.name == lower_case(name); });
}

const Sensor* sensor_of_spacecraft(std::string_view spacecraft)
{
    return first_sensor([&](const Sensor& s) { return lower_case(s.spacecraft) == lower_case(spacecraft); });
}

const Sensor* sensor_of_prefix(std::string_view prefix)
{
    const std::string id_prefix =
        prefix.starts_with("LO") ? "LC" + std::string(prefix.substr(2)) : std::string(prefix);  // OLI without TIRS
    return first_sensor([&](const Sensor& s) { return s.id_prefix == id_prefix; });
}

const std::vector<ProductSheet>& product_sheets()
{
    static const std::vector<ProductSheet> table = [] {
        std::vector<ProductSheet> all = landsat_product_sheets();
        for (const ProductSheet& sheet : sentinel2_product_sheets()) all.push_back(sheet);
        return all;
    }();
    return table;
}

const ProductSheet* product_sheet(std::string_view name)
{
    const auto found =
        std::find_if(product_sheets().begin(), product_sheets().end(), [&](const ProductSheet& s) { return s.name == name; });
    return found == product_sheets().end() ? nullptr : &*found;
}

}  // namespace tasi::scenes
