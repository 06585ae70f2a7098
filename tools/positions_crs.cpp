#include "tools/positions_crs.hpp"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "src/core/error.hpp"
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
    throw UnsafeError("CRS", positions,
                      "the positions were measured in " + measured->get<std::string>() + ", the transects are in " + transects.name,
                      "use the transects of the positions, or the same --crs for both");
}

}  // namespace tasi::cli
