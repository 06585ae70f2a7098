#include "src/report/study_results.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/disk.hpp"
#include "src/io/input_file.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/run_record.hpp"
#include "src/io/study_layers.hpp"
#include "src/report/cells.hpp"

namespace tasi::report {
namespace {

namespace fs = std::filesystem;

std::string suffix_of(const fs::path& file) { return lower_case(file.extension().string()); }

nlohmann::json record_of(io::Session& session, const std::string& file)
{
    const fs::path record = io::run_record_of(file);
    std::error_code ignored;
    if (!fs::is_regular_file(record, ignored)) return {};
    const nlohmann::json json = io::read_json(session, record);
    if (json.is_object()) return json;
    throw UnreadableError("RUN-RECORD", printable(record.string()), "is not a run record", "remove it, or run the step again");
}

/// GeoPackages that `tasi project` filled with copies of layers: they say nothing new.
std::set<std::string> copies_among(io::Session& session, const std::vector<std::string>& files)
{
    std::set<std::string> copies;
    for (const std::string& file : files) {
        const nlohmann::json record = record_of(session, file);
        if (!record.is_object() || record.value("command", nlohmann::json()) != "project") continue;
        for (const auto& output : record.value("outputs", nlohmann::json::array()))
            if (const auto path = output.find("path");
                path != output.end() && path->is_string() && suffix_of(path->get<std::string>()) == ".gpkg")
                copies.insert((fs::path(file).parent_path() / path->get<std::string>()).lexically_normal().string());
    }
    return copies;
}

std::vector<std::string> files_in(io::Session& session, const std::string& path)
{
    if (!fs::is_directory(path)) return {path};
    std::vector<std::string> files;
    for (const std::string& name : io::files_below(path)) {
        const fs::path file = fs::path(path) / name;
        const bool here = fs::path(name).parent_path().empty() && !name.starts_with('.');
        const bool wanted = suffix_of(file) == ".gpkg" || suffix_of(file) == ".qgz" || lower_case(name) == "positions.csv";
        if (here && wanted) files.push_back(file.string());
    }
    const std::set<std::string> copies = copies_among(session, files);
    std::erase_if(files, [&](const std::string& file) { return copies.contains(fs::path(file).lexically_normal().string()); });
    if (files.empty())
        throw NoResultError("NO-RESULTS", printable(path), "holds no GeoPackage", "give the folder of results of tasi run, or its files");
    return files;
}

/// Displacement figures that are for some readers only do not slip into a page with the rest of a folder.
bool for_everybody(const Layer& layer)
{
    const int sharing = layer.field("sharing");
    return sharing < 0 || std::all_of(layer.features.begin(), layer.features.end(), [&](const Feature& feature) {
               return text_of(feature.values[static_cast<std::size_t>(sharing)]) == "public";
           });
}

void read_layers(io::Session& session, const std::string& path, bool named, ResultFile& file, StudyResults& results)
{
    for (const std::string& name : io::geopackage_layers(session, path)) {
        if (std::find(known_layers().begin(), known_layers().end(), name) == known_layers().end()) continue;
        if (results.layers.contains(name))
            throw UsageError("LAYER", printable(path), "the layer " + name + " stands in another file too",
                             "name the files that are meant");
        Layer layer = io::read_layer(session, {path, name, std::nullopt});
        if (!named && !for_everybody(layer)) {
            session.warnings.add("SHARING", printable(path),
                                 "figures that are not public are left out: name the file to have them in the report");
            continue;
        }
        file.layers.push_back(name);
        results.layers.emplace(name, std::move(layer));
    }
}

FileBeside beside(io::Session& session, const std::string& path)
{
    const fs::path file = io::checked_input(session, path);
    return {printable(file.filename().string()), fs::file_size(file)};
}

/// `named`: by the user, not found in a folder.
void read_file(io::Session& session, const std::string& path, bool named, StudyResults& results)
{
    if (suffix_of(path) == ".qgz") {
        results.projects.push_back(beside(session, path));
        for (const std::string& copy : copies_among(session, {path}))
            if (fs::is_regular_file(copy)) results.copies.push_back(beside(session, copy));
        return;
    }
    ResultFile file{printable(fs::path(path).filename().string()), {}, record_of(session, path)};
    std::error_code unknown;
    file.bytes = fs::file_size(path, unknown);
    if (unknown) file.bytes = 0;
    if (suffix_of(path) == ".csv") {
        if (!results.positions.empty()) throw UsageError("LAYER", printable(path), "is a second table of positions", "name one");
        results.positions = io::positions_from(session, io::read_csv(session, path), path, {});
        file.layers.emplace_back("positions");
    } else {
        read_layers(session, path, named, file, results);
    }
    if (!file.layers.empty() || file.record.is_object()) results.files.push_back(std::move(file));
}

void require_rates(const StudyResults& results, const std::string& path)
{
    const Layer* rates = results.layer("rates");
    if (!rates) throw UnsafeError("RATES", printable(path), "there is no layer rates", "give the file that tasi rates made, too");
    if (rates->kind != Geometry::Kind::lines)
        throw UnsafeError("RATES", printable(path), "the rates have no place on a map", "make them with tasi rates --transects");
    if (rates->features.empty())
        throw NoResultError("EMPTY", printable(path), "the layer rates has no transect", "give the rates of a coast");
    for (const char* field : {"transect", "LRR", "trend", "certainty"})
        if (rates->field(field) < 0)
            throw UnsafeError("RATES", printable(path), std::string("the layer rates has no field ") + field, "make it with tasi rates");
}

/// Names stand in the sums; a unit of the map that has none there has one here.
void name_units(StudyResults& results)
{
    for (const char* name : {"admin_summary", "admin_units"})
        if (const Layer* units = results.layer(name))
            for (const Feature& feature : units->features)
                if (const std::string said = Cells(*units).text(feature, "name"); !said.empty())
                    results.unit_names.emplace(Cells(*units).text(feature, "pcode"), said);
}

}  // namespace

const std::vector<std::string>& known_layers()
{
    static const std::vector<std::string> names{
        "shorelines",    "rates",    "forecast", "forecast_lines", "settlements_at_risk", "hazard_zones", "setback",
        "admin_summary", "exposure", "warnings", "mobility",       "mobility_reasons",    "admin_units",
    };
    return names;
}

const Layer* StudyResults::layer(const std::string& name) const
{
    const auto found = layers.find(name);
    return found == layers.end() ? nullptr : &found->second;
}

std::string StudyResults::parameter(const std::string& layer_name, const std::string& name) const
{
    for (const ResultFile& file : files) {
        if (std::find(file.layers.begin(), file.layers.end(), layer_name) == file.layers.end() || !file.record.is_object()) continue;
        const nlohmann::json parameters = file.record.value("parameters", nlohmann::json::object());
        const auto value = parameters.find(name);
        if (value != parameters.end() && value->is_string()) return value->get<std::string>();
    }
    return {};
}

std::string StudyResults::confidence() const
{
    const std::string stated = parameter("rates", "confidence");
    return stated.empty() ? "90" : stated;
}

StudyResults read_results(io::Session& session, const std::vector<std::string>& paths)
{
    StudyResults results;
    for (const std::string& path : paths)
        for (const std::string& file : files_in(session, path)) read_file(session, file, !fs::is_directory(path), results);
    require_rates(results, paths.front());
    results.crs = results.rates().crs;
    io::require_metres(results.crs, printable(paths.front()));
    for (auto& [name, layer] : results.layers)
        if (layer.kind != Geometry::Kind::none) layer = io::transformed(session, std::move(layer), results.crs);
    name_units(results);
    return results;
}

}  // namespace tasi::report
