#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenes/products/scene.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "tools/commands.hpp"
#include "tools/console.hpp"

namespace tasi::cli {
namespace {

nlohmann::json json_or_null(const std::optional<double>& value) { return value ? nlohmann::json(*value) : nlohmann::json(); }

nlohmann::json json_of(const scenes::SceneFacts& facts)
{
    const bool placed = facts.grid.cols > 0;
    std::vector<std::string> bands;
    for (const Band band : facts.bands) bands.emplace_back(name_of(band));
    nlohmann::json row;
    row["id"] = printable(facts.id);
    row["path"] = printable(facts.path);
    row["sensor"] = facts.sensor;
    row["level"] = facts.level;
    row["collection"] = facts.collection;
    row["baseline"] = facts.baseline;
    row["time"] = facts.time ? nlohmann::json(facts.time->iso()) : nlohmann::json();
    row["crs"] = placed ? nlohmann::json(facts.grid.crs.name) : nlohmann::json();
    row["width"] = placed ? nlohmann::json(facts.grid.cols) : nlohmann::json();
    row["height"] = placed ? nlohmann::json(facts.grid.rows) : nlohmann::json();
    row["pixel_m"] = placed ? nlohmann::json(facts.grid.dx) : nlohmann::json();
    row["corner"] = placed ? nlohmann::json({facts.grid.x0, facts.grid.y0}) : nlohmann::json();
    row["bands"] = bands;
    row["offset"] = json_or_null(facts.offset);
    row["cloud_pct"] = json_or_null(facts.cloud_pct);
    row["usable"] = facts.usable;
    row["reason"] = printable(facts.reason);
    return row;
}

std::string table_of(const std::vector<scenes::SceneFacts>& rows)
{
    std::string text =
        fmt::format("{:<44} {:<11} {:<6} {:<20} {:>7} {:>6}  {}\n", "id", "sensor", "level", "time (UTC)", "pixel m", "cloud", "usable");
    for (const auto& facts : rows) {
        const std::string pixel = facts.grid.cols > 0 ? format_number(facts.grid.dx) : "";
        const std::string cloud = facts.cloud_pct ? format_fixed(*facts.cloud_pct, 1) : "";
        text += fmt::format("{:<44} {:<11} {:<6} {:<20} {:>7} {:>6}  {}\n", printable(facts.id), facts.sensor, facts.level,
                            facts.time ? facts.time->iso().substr(0, 19) : "", pixel, cloud,
                            facts.usable ? "yes" : "no: " + printable(facts.reason));
    }
    return text;
}

class ScenesCommand : public Command {
public:
    ScenesCommand() : Command("scenes", "List the products under folders: what they are, and whether they can be used")
    {
        usage_ = "PATH...";
        // clang-format off
        options_.add_options()
            ("path", po::value(&paths_)->required(), "product folders, archives, or folders that hold them")
            ("json", po::bool_switch(&json_), "an array of objects instead of a table");
        // clang-format on
        positional_.add("path", -1);
    }

    void run(Run& run) const override
    {
        const auto rows = scenes::inventory(run.session, paths_);
        if (!json_) {
            print(table_of(rows));
            return;
        }
        nlohmann::json array = nlohmann::json::array();
        for (const auto& facts : rows) array.push_back(json_of(facts));
        print(array.dump(2) + "\n");
    }

private:
    std::vector<std::string> paths_;
    bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_scenes() { return std::make_unique<ScenesCommand>(); }

}  // namespace tasi::cli
