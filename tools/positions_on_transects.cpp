#include "tools/positions_on_transects.hpp"

#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"
#include "src/io/run_record.hpp"

namespace tasi::cli {

void require_crs_of_positions(io::Session& session, const std::string& positions, const Crs& transects)
{
    const std::filesystem::path record = io::run_record_of(positions);
    if (!std::filesystem::is_regular_file(record)) return;
    const nlohmann::json json = io::read_json(session, record);
    if (!json.is_object() || !json.contains("notes") || !json.at("notes").is_object()) return;
    const auto measured = json.at("notes").find("analysis CRS");
    if (measured == json.at("notes").end() || !measured->is_string() || *measured == transects.name) return;
    throw UnsafeError(
        "CRS", positions,
        "the positions were measured in " + printable(measured->get<std::string>()) + ", the transects are in " + transects.name,
        "use the transects of the positions, or the same --crs for both");
}

void require_known_transects(const std::vector<std::string>& ids, const std::vector<Transect>& transects, const std::string& positions,
                             const std::string& transects_file)
{
    std::set<std::string> known;
    for (const Transect& t : transects) known.insert(t.id);
    for (const std::string& id : ids)
        if (!known.contains(id))
            throw UnsafeError("TRANSECT", positions, "transect '" + printable(id) + "' is not in " + transects_file,
                              "give the transects on which the positions were measured");
}

}  // namespace tasi::cli
