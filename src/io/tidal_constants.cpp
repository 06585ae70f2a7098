#include "src/io/tidal_constants.hpp"

#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/series_columns.hpp"

namespace tasi::io {
namespace {

using Json = nlohmann::json;

constexpr std::size_t header_bytes = 4096;

std::string_view first_line(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return text.substr(0, text.find_first_of("\r\n"));
}

bool is_json(std::string_view beginning)
{
    if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
    const std::string_view text = trimmed(beginning);
    return text.starts_with('{') || text.starts_with('[');
}

/// Constituents of a JSON file, with the file's name for messages.
class ConstantsOfJson {
public:
    ConstantsOfJson(const Json& json, std::string file) : json_(json), file_(std::move(file)) {}

    TidalConstants read() const
    {
        require_metres(json_);
        TidalConstants read;
        for (const Json& row : list()) {
            const std::string place = fmt::format("constituent {}", read.constants.size() + 1);
            if (!row.is_object() || !row.contains("name") || !row["name"].is_string()) refuse(place + " has no name");
            const std::string name = row["name"].get<std::string>();
            require_metres(row);
            read.constants.push_back({name, required(row, name, {"amplitude", "amplitude_m"}), required(row, name, {"phase", "phase_deg"}),
                                      number(row, name, {"speed", "speed_deg_h"})});
        }
        if (json_.is_object() && json_.contains("datums") && json_["datums"].is_object())
            for (const auto& [name, height] : json_["datums"].items())
                if (height.is_number()) read.datums_m[name] = height.get<double>();
        return read;
    }

private:
    [[noreturn]] void refuse(const std::string& what) const
    {
        throw UnsafeError("CONSTITUENT", file_, what, "give harmonic_constituents, each with name, amplitude (m) and phase (degrees)");
    }

    /// Of the file or of one constituent: whatever states a unit of heights.
    void require_metres(const Json& object) const
    {
        static const std::set<std::string> keys{"unit", "units", "amplitude_unit", "amplitude_units", "height_unit", "height_units"};
        if (!object.is_object()) return;
        for (const auto& [key, value] : object.items()) {
            if (!keys.contains(lower_case(key)) || !value.is_string()) continue;
            const std::string unit = value.get<std::string>();
            if (!names_metres(unit))
                throw UnsafeError("UNIT", file_, "states the unit '" + printable(unit) + "'", "give amplitudes in metres");
        }
    }

    const Json& list() const
    {
        if (json_.is_array()) return json_;
        for (const char* key : {"harmonic_constituents", "constituents"})
            if (json_.is_object() && json_.contains(key) && json_[key].is_array()) return json_[key];
        refuse("has no list harmonic_constituents");
    }

    std::optional<double> number(const Json& row, const std::string& name, const std::vector<std::string>& keys) const
    {
        std::optional<double> found;
        for (const std::string& key : keys) {
            if (!row.contains(key) || row[key].is_null()) continue;
            if (!row[key].is_number()) refuse("constituent " + printable(name) + ": " + key + " is not a number");
            if (found && *found != row[key].get<double>()) refuse("constituent " + printable(name) + " has two values of " + keys.front());
            found = row[key].get<double>();
        }
        return found;
    }

    double required(const Json& row, const std::string& name, const std::vector<std::string>& keys) const
    {
        const auto found = number(row, name, keys);
        if (!found) refuse("constituent " + printable(name) + " has no " + keys.front());
        return *found;
    }

    const Json& json_;
    std::string file_;
};

TidalConstants constants_of_table(const StudyTable& table)
{
    const int name = series_column(table, {"constituent", "name"}, "CONSTITUENT");
    const int amplitude = series_column(table, {"amplitude_m"}, "CONSTITUENT"), phase = series_column(table, {"phase_deg"}, "CONSTITUENT");
    const int speed = table.layer().field("speed_deg_h");
    require_stated_metres(table);
    TidalConstants read;
    for (const Feature& row : table.layer().features) {
        const auto amplitude_m = table.number(row, amplitude), phase_deg = table.number(row, phase);
        if (table.text(row, name).empty() || !amplitude_m || !phase_deg)
            throw UnsafeError("CONSTITUENT", table.file(), table.place(row) + " lacks a name, amplitude or phase",
                              "complete it or take it out");
        read.constants.push_back({table.text(row, name), *amplitude_m, *phase_deg, table.number(row, speed)});
    }
    return read;
}

}  // namespace

bool holds_constituents(Session& session, const std::string& path)
{
    const std::string beginning = beginning_of(checked_input(session, path), header_bytes);
    return is_json(beginning) || lower_case(first_line(beginning)).find("amplitude") != std::string::npos;
}

TidalConstants read_tidal_constants(Session& session, const std::string& path)
{
    const std::filesystem::path input = checked_input(session, path);
    TidalConstants read;
    if (is_json(beginning_of(input, header_bytes))) {
        const Json json = read_json(session, path);
        read = ConstantsOfJson(json, printable(path)).read();
    } else {
        const Layer layer = read_csv(session, path);
        read = constants_of_table(StudyTable(layer, path));
    }
    if (read.constants.empty()) throw NoResultError("CONSTITUENT", printable(path), "holds no constituent", "give at least one");
    return read;
}

}  // namespace tasi::io
