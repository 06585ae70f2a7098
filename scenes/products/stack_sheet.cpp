#include "scenes/products/stack_sheet.hpp"

#include <fmt/format.h>

#include "scenes/products/stack.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"

namespace tasi::scenes {
namespace {

using nlohmann::json;

UsageError bad_sheet(const std::filesystem::path& file, const std::string& what)
{
    return {"SHEET", file.string(), what, "a sheet has the keys bands, date, scale, offset, nodata, sensor, mask"};
}

double number_in(const json& value, const std::string& key, const std::filesystem::path& file)
{
    if (!value.is_number()) throw bad_sheet(file, key + " is not a number");
    return value.get<double>();
}

std::string text_in(const json& value, const std::string& key, const std::filesystem::path& file)
{
    if (!value.is_string()) throw bad_sheet(file, key + " is not a text");
    return value.get<std::string>();
}

std::vector<Band> bands_in(const json& value, const std::filesystem::path& file)
{
    if (!value.is_array() || value.empty()) throw bad_sheet(file, "bands is not a list of names");
    std::vector<Band> bands;
    for (const json& name : value) {
        const auto band = band_named(text_in(name, "bands", file));
        if (!band) throw bad_sheet(file, "unknown band " + printable(name.get<std::string>()));
        bands.push_back(*band);
    }
    return bands;
}

std::string mask_in(const json& value, const std::filesystem::path& file)
{
    const std::string name = text_in(value, "mask", file);
    if (name.empty() || name.find_first_of(std::string_view("/\\:\0", 4)) != std::string::npos)
        throw RefusedError("PATH", file.string(), "mask = " + printable(name) + " is no file beside the raster: not allowed",
                           "put the mask into the folder of the raster");
    return name;
}

Instant date_in(const json& value, const std::filesystem::path& file)
{
    const std::string text = text_in(value, "date", file);
    if (const auto date = parse_iso(text)) return date->instant;
    throw bad_sheet(file, "date = " + printable(text) + " is not an ISO 8601 date that exists");
}

void set_key(StackSheet& sheet, const std::string& key, const json& value, const std::filesystem::path& file)
{
    if (key == "bands")
        sheet.bands = bands_in(value, file);
    else if (key == "date")
        sheet.date = date_in(value, file);
    else if (key == "scale")
        sheet.scale = number_in(value, key, file);
    else if (key == "offset")
        sheet.offset = number_in(value, key, file);
    else if (key == "nodata")
        sheet.no_data = number_in(value, key, file);
    else if (key == "sensor")
        sheet.sensor = text_in(value, key, file);
    else if (key == "mask")
        sheet.mask = mask_in(value, file);
    else
        throw bad_sheet(file, "unknown key " + printable(key));
}

std::string text_of_value(double value) { return format_number(value); }
std::string text_of_value(const Instant& value) { return value.iso(); }

/// What either side states; both must agree.
template <class T>
void settle(std::optional<T>& in_sheet, const std::optional<T>& option, const std::string& what, const std::string& file)
{
    if (in_sheet && option && !(*in_sheet == *option))
        throw UnsafeError(
            "SHEET", file,
            fmt::format("{} conflict: the sheet says {}, the option {}", what, text_of_value(*in_sheet), text_of_value(*option)),
            "state it once, or correct the sheet");
    if (option) in_sheet = option;
}

}  // namespace

std::filesystem::path sheet_beside(const std::filesystem::path& file) { return std::filesystem::path(file).replace_extension(".toml"); }

StackSheet read_stack_sheet(io::Session& session, const std::filesystem::path& file)
{
    const json table = io::read_toml(session, file);
    StackSheet sheet;
    for (const auto& [key, value] : table.items()) set_key(sheet, key, value, file);
    SceneOptions values;
    values.scale = sheet.scale;
    values.offset = sheet.offset;
    values.bands = sheet.bands;
    values.validate();
    return sheet;
}

StackSheet stack_sheet(io::Session& session, const std::filesystem::path& raster, const SceneOptions& options)
{
    const std::filesystem::path file = sheet_beside(raster);
    std::error_code ignored;
    StackSheet sheet;
    if (std::filesystem::is_regular_file(file, ignored)) sheet = read_stack_sheet(session, file);
    settle(sheet.scale, options.scale, "scale", file.string());
    settle(sheet.offset, options.offset, "offset", file.string());
    settle(sheet.date, options.date, "date", file.string());
    if (!sheet.bands.empty() && !options.bands.empty() && sheet.bands != options.bands)
        throw UnsafeError("SHEET", file.string(), "bands conflict: the sheet and the option name different bands",
                          "state them once, or correct the sheet");
    if (!options.bands.empty()) sheet.bands = options.bands;
    return sheet;
}

}  // namespace tasi::scenes
