#include "scenes/products/landsat_files.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

/// The forms of metadata in the order in which they count.
using Parser = Mtl (*)(const std::string& text, const std::string& file);
struct MtlForm {
    const char* suffix;
    Parser parse;
};
const MtlForm forms[] = {
    {".txt", [](const std::string& text, const std::string& file) { return Mtl::from_odl(text, file); }},
    {".json", [](const std::string& text, const std::string& file) { return Mtl::from_json(text, file); }},
    {".xml", [](const std::string& text, const std::string& file) { return Mtl::from_xml(text, file); }},
};

/// Band numbers of sensors that another sensor's metadata must not list.
const std::set<int> tm_level_2{1, 2, 3, 4, 5, 7}, tm_level_1{1, 2, 3, 4, 5, 6, 7}, etm_level_1{1, 2, 3, 4, 5, 7, 8};

UnsafeError unfit(const Mtl& mtl, const std::string& what)
{
    return {"BAND", mtl.file(), "bands do not fit the sensor: " + what, "download the product again"};
}

/// Numbers n of all keys FILE_NAME_BAND_n; names such as FILE_NAME_BAND_ST_B10 are not reflectance.
std::set<int> listed_numbers(const LandsatKind& kind, const Mtl& mtl)
{
    const std::string prefix = "FILE_NAME_BAND_";
    std::set<int> numbers;
    for (const auto& [key, file_name] : mtl.starting(kind.contents, prefix))
        if (const auto number = parse_integer(key.substr(prefix.size()))) numbers.insert(static_cast<int>(*number));
    return numbers;
}

bool has_band(const LandsatKind& kind, const Sensor& sensor, int number)
{
    if (sensor.band_number(number)) return true;
    if (!kind.top_of_atmosphere) return false;
    const auto& others = sensor.other_bands;
    return (sensor.pan && sensor.pan->number == number) || std::find(others.begin(), others.end(), number) != others.end();
}

void require_bands_of_sensor(const LandsatKind& kind, const Mtl& mtl, const Sensor& sensor)
{
    const std::set<int> listed = listed_numbers(kind, mtl);
    for (const int number : listed)
        if (!has_band(kind, sensor, number))
            throw unfit(mtl, "FILE_NAME_BAND_" + std::to_string(number) + " is no reflectance of " + sensor.name);
    if (!sensor.band(Band::coastal)) return;
    const bool foreign = listed == tm_level_2 || listed == etm_level_1 || (kind.top_of_atmosphere && listed == tm_level_1);
    if (foreign) throw unfit(mtl, "the bands listed are those of TM or ETM+, not of " + sensor.name);
}

std::string default_name(const Mtl& mtl, const LandsatKind& kind, const std::string& token)
{
    auto id = mtl.text(kind.contents, "LANDSAT_PRODUCT_ID");
    if (!id) id = mtl.anywhere("LANDSAT_PRODUCT_ID");
    if (!id) id = mtl.anywhere("LANDSAT_SCENE_ID");
    return id.value_or("") + "_" + token + ".TIF";
}

/// The one file of the product's folder whose name ends in `file_name`: platforms put words before names.
std::optional<std::string> renamed_member(io::Session& session, const ProductFiles& files, const std::string& file_name)
{
    const std::string ending = lower_case(file_name), folder = files.folder();
    std::optional<std::string> found;
    for (const std::string& member : files.tree->members()) {
        if (!member.starts_with(folder) || member.find('/', folder.size()) != std::string::npos) continue;
        if (!lower_case(member).ends_with(ending)) continue;
        if (found)
            throw UnsafeError(
                "BAND", files.path(),
                fmt::format("two files end in {}: {} and {}: ambiguous", printable(file_name), printable(*found), printable(member)),
                "keep one of them in the folder");
        found = member;
    }
    if (found)
        session.warnings.add(
            "BAND-NAME", files.path(),
            fmt::format("{} stands in for {} of the metadata", printable(found->substr(folder.size())), printable(file_name)));
    return found;
}

std::optional<std::string> member_named(io::Session& session, const ProductFiles& files, const std::string& file_name)
{
    const auto member = files.member(file_name);
    return member ? member : renamed_member(session, files, file_name);
}

/// `..._B3.TIF` for `B3`, `..._SR_B3.TIF` for `SR_B3`: neither may stand for the other.
bool is_file_of(const std::string& file_name, const LandsatKind& kind, const SensorBand& band)
{
    const std::string& prefix = kind.product_sheet().band_prefix;
    const auto ends_in = [&](const std::string& token) { return lower_case(file_name).ends_with(lower_case("_" + token + ".TIF")); };
    return ends_in(prefix + band.token) && (!prefix.empty() || !ends_in("SR_" + band.token));
}

}  // namespace

bool is_landsat_metadata(const std::string& file_name)
{
    const std::string lower = lower_case(file_name);
    const auto has_form = [&](const MtlForm& form) { return lower.ends_with(std::string("_mtl") + form.suffix); };
    return lower.starts_with("l") && std::any_of(std::begin(forms), std::end(forms), has_form);
}

bool repeats_landsat_metadata(const io::FileTree& tree, const std::string& member)
{
    const std::string stem = member.substr(0, member.rfind('.')), suffix = lower_case(member.substr(stem.size()));
    for (const MtlForm& form : forms) {
        if (suffix == form.suffix) return false;
        std::string upper = form.suffix;
        for (char& c : upper)
            if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
        if (tree.has(stem + form.suffix) || tree.has(stem + upper)) return true;
    }
    return false;
}

Mtl read_mtl(io::Session& session, const ProductFiles& files)
{
    const std::string text = files.tree->read(session, files.metadata), lower = lower_case(files.metadata);
    for (const MtlForm& form : forms)
        if (lower.ends_with(form.suffix)) return form.parse(text, files.metadata_name());
    throw BugError("MTL", files.metadata_name(), "no form of metadata", "report this");
}

std::vector<LandsatBandFile> landsat_band_files(io::Session& session, const ProductFiles& files, const LandsatKind& kind, const Mtl& mtl,
                                                const Sensor& sensor)
{
    require_bands_of_sensor(kind, mtl, sensor);
    const std::string& prefix = kind.product_sheet().band_prefix;
    std::vector<LandsatBandFile> found;
    for (const SensorBand& band : sensor.bands) {
        const std::string key = "FILE_NAME_BAND_" + std::to_string(band.number);
        const std::string file_name = mtl.text(kind.contents, key).value_or(default_name(mtl, kind, prefix + band.token));
        const auto member = member_named(session, files, file_name);
        if (!is_file_of(file_name, kind, band))
            throw unfit(mtl, key + " = " + printable(file_name) + " is not a file of " + prefix + band.token);
        if (member) found.push_back({&band, *member});
    }
    return found;
}

std::optional<std::string> landsat_other_file(io::Session& session, const ProductFiles& files, const LandsatKind& kind, const Mtl& mtl,
                                              const std::string& key, const std::string& token)
{
    return member_named(session, files, mtl.text(kind.contents, key).value_or(default_name(mtl, kind, token)));
}

bool is_on_demand_band(const std::string& file_name)
{
    const std::string lower = lower_case(file_name);
    return lower.starts_with("l") && lower.ends_with(".tif") && lower.find("_sr_band") != std::string::npos;
}

}  // namespace tasi::scenes
