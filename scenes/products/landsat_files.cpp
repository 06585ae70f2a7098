#include "scenes/products/landsat_files.hpp"

#include <set>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* contents = "PRODUCT_CONTENTS";

UnsafeError unfit(const Mtl& mtl, const std::string& what)
{
    return {"BAND", mtl.file(), "bands do not fit the sensor: " + what, "download the product again"};
}

/// Numbers n of all keys FILE_NAME_BAND_n; names such as FILE_NAME_BAND_ST_B10 are not reflectance.
std::set<int> listed_numbers(const Mtl& mtl)
{
    const std::string prefix = "FILE_NAME_BAND_";
    std::set<int> numbers;
    for (const auto& [key, file_name] : mtl.starting(contents, prefix))
        if (const auto number = parse_integer(key.substr(prefix.size()))) numbers.insert(static_cast<int>(*number));
    return numbers;
}

void require_bands_of_sensor(const Mtl& mtl, const Sensor& sensor)
{
    const std::set<int> listed = listed_numbers(mtl);
    for (const int number : listed)
        if (!sensor.band_number(number))
            throw unfit(mtl, "FILE_NAME_BAND_" + std::to_string(number) + " is no reflectance of " + sensor.name);
    if (sensor.band(Band::coastal) && listed == std::set<int>{1, 2, 3, 4, 5, 7})
        throw unfit(mtl, "bands 1 to 5 and 7 without 6 are those of TM or ETM+, not of " + sensor.name);
}

std::string default_name(const Mtl& mtl, const std::string& token)
{
    return mtl.anywhere("LANDSAT_PRODUCT_ID").value_or("") + "_" + token + ".TIF";
}

}  // namespace

Mtl read_mtl(io::Session& session, const ProductFiles& files)
{
    const std::string text = files.tree->read(session, files.metadata), name = files.metadata_name();
    return lower_case(files.metadata).ends_with(".xml") ? Mtl::from_xml(text, name) : Mtl::from_odl(text, name);
}

std::vector<LandsatBandFile> landsat_band_files(const ProductFiles& files, const Mtl& mtl, const Sensor& sensor)
{
    require_bands_of_sensor(mtl, sensor);
    std::vector<LandsatBandFile> found;
    for (const SensorBand& band : sensor.bands) {
        const std::string key = "FILE_NAME_BAND_" + std::to_string(band.number);
        const std::string file_name = mtl.text(contents, key).value_or(default_name(mtl, "SR_" + band.token));
        const auto member = files.member(file_name);
        if (!lower_case(file_name).ends_with(lower_case("_SR_" + band.token + ".TIF")))
            throw unfit(mtl, key + " = " + printable(file_name) + " is not a file of SR_" + band.token);
        if (member) found.push_back({&band, *member});
    }
    return found;
}

std::optional<std::string> landsat_quality_file(const ProductFiles& files, const Mtl& mtl, const std::string& key, const std::string& token)
{
    return files.member(mtl.text(contents, key).value_or(default_name(mtl, token)));
}

}  // namespace tasi::scenes
