#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenes/products/scene.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "tools/area_coverage.hpp"
#include "tools/commands.hpp"
#include "tools/console.hpp"

namespace tasi::cli {
namespace {

nlohmann::json json_or_null(const std::optional<double>& value) { return value ? nlohmann::json(*value) : nlohmann::json(); }

nlohmann::json text_or_null(const std::string& text) { return text.empty() ? nlohmann::json() : nlohmann::json(printable(text)); }

nlohmann::json json_of(const scenes::SceneFacts& facts)
{
    const bool placed = facts.grid.cols > 0;
    std::vector<std::string> bands;
    for (const Band band : facts.bands) bands.emplace_back(name_of(band));
    nlohmann::json row;
    row["id"] = printable(facts.id);
    row["path"] = printable(facts.path);
    row["sensor"] = facts.sensor;
    row["level"] = facts.loose ? text_or_null(facts.level) : nlohmann::json(facts.level);
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
    row["loose"] = facts.loose;
    row["tile"] = text_or_null(facts.tile);
    row["pixel_type"] = text_or_null(facts.pixel_type);
    row["duplicate_of"] = text_or_null(facts.duplicate_of);
    row["same_pass"] = nlohmann::json::array();
    for (const std::string& id : facts.same_pass) row["same_pass"].push_back(printable(id));
    return row;
}

/// Per cent of the area of interest that each row covers; empty without an area.
using Shares = std::vector<double>;

/// Metres with at most 4 decimals: `28.5`, `3012.0779`.
std::string pixel_size(double metres) { return format_number(std::round(metres * 1e4) / 1e4); }

std::string table_of(const std::vector<scenes::SceneFacts>& rows, const Shares& shares)
{
    std::size_t note_width = 0;
    for (const auto& facts : rows) note_width = std::max(note_width, facts.note.size());
    const auto area = [&](const std::string& text) { return shares.empty() ? std::string() : fmt::format("{:>6}  ", text); };
    const auto note = [&](const std::string& text) {
        return note_width == 0 ? std::string() : fmt::format("{:<{}}  ", text, std::max<std::size_t>(note_width, 4));
    };
    std::string table = fmt::format("{:<44} {:<11} {:<6} {:<20} {:>7} {:>6}  {}{}{}\n", "id", "sensor", "level", "time (UTC)", "pixel m",
                                    "cloud", area("area %"), note("note"), "usable");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const scenes::SceneFacts& facts = rows[i];
        const std::string pixel = facts.grid.cols > 0 ? pixel_size(facts.grid.dx) : "";
        const std::string cloud = facts.cloud_pct ? format_fixed(*facts.cloud_pct, 1) : "";
        table += fmt::format("{:<44} {:<11} {:<6} {:<20} {:>7} {:>6}  {}{}{}\n", printable(facts.id), facts.sensor, facts.level,
                             facts.time ? facts.time->iso().substr(0, 19) : "", pixel, cloud,
                             area(facts.grid.cols > 0 && !shares.empty() ? format_fixed(shares[i], 1) : ""), note(facts.note),
                             facts.usable ? "yes" : "no: " + printable(facts.reason));
    }
    return table;
}

std::string chart_of(const std::vector<YearCoverage>& years)
{
    constexpr double pct_a_mark = 2.5;
    std::string chart =
        fmt::format("\nThe area of interest, as covered by the frames of usable scenes:\n{:<6} {:>6} {:>7}\n", "year", "scenes", "area %");
    for (const YearCoverage& year : years) {
        const std::string bar(static_cast<std::size_t>(year.area_pct / pct_a_mark + 0.5), '#');
        chart +=
            fmt::format("{:<6} {:>6} {:>7}{}{}\n", year.year, year.scenes, format_fixed(year.area_pct, 1), bar.empty() ? "" : "  ", bar);
    }
    return chart;
}

class ScenesCommand : public Command {
public:
    ScenesCommand() : Command("scenes", "List the products under folders: what they are, and whether they can be used")
    {
        usage_ = "PATH...";
        // clang-format off
        options_.add_options()
            ("path", po::value(&paths_)->required(), "product folders, archives, STAC items, or folders that hold them")
            ("json", po::bool_switch(&json_), "an array of objects instead of a table")
            ("aoi", text(&area_.aoi), "layer of polygons: the area of interest, to see how much of it is covered each year")
            ("bbox", text(&area_.bbox), "area of interest as --bbox=xmin,ymin,xmax,ymax")
            ("bbox-crs", text(&area_.bbox_crs), "CRS of --bbox (default: longitude and latitude)")
            ("allow-network", po::bool_switch(&area_.allow_network), "read files that a STAC item names by http(s) over the network");
        // clang-format on
        positional_.add("path", -1);
    }

    void run(Run& run) const override
    {
        run.session.allow_network = area_.allow_network;
        std::optional<AreaCoverage> area;
        if (area_.aoi || area_.bbox) area.emplace(run, area_);
        const auto rows = scenes::inventory(run.session, paths_);
        Shares shares;
        if (area)
            for (const auto& facts : rows) shares.push_back(share_pct(area->covered(facts.grid)));
        if (json_)
            print_json(rows, shares);
        else
            print(table_of(rows, shares) + (area ? chart_of(coverage_by_year(*area, rows)) : ""));
    }

protected:
    void check() const override { area_.check(); }

private:
    static void print_json(const std::vector<scenes::SceneFacts>& rows, const Shares& shares)
    {
        nlohmann::json array = nlohmann::json::array();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            array.push_back(json_of(rows[i]));
            if (shares.empty()) continue;
            const bool placed = rows[i].grid.cols > 0;
            array.back()["aoi_pct"] = placed ? nlohmann::json(std::round(10 * shares[i]) / 10) : nlohmann::json();
        }
        print(array.dump(2) + "\n");
    }

    std::vector<std::string> paths_;
    bool json_ = false;
    SceneInputOptions area_;
};

}  // namespace

std::unique_ptr<Command> make_scenes() { return std::make_unique<ScenesCommand>(); }

}  // namespace tasi::cli
