#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/write_layer.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/risk_admin.hpp"
#include "tools/risk_assets.hpp"
#include "tools/risk_coast.hpp"
#include "tools/risk_inputs.hpp"
#include "tools/risk_layers.hpp"
#include "tools/risk_people.hpp"
#include "tools/risk_settlements.hpp"
#include "tools/risk_warnings.hpp"
#include "tools/risk_zones.hpp"

namespace tasi::cli {
namespace {

const std::vector<double> zone_probabilities{0.10, 0.50, 0.90};

class RiskCommand : public Command {
public:
    RiskCommand() : Command("risk", "Say which settlements the sea will reach, when, and how sure that is")
    {
        usage_ = "RATES SETTLEMENTS -o OUT.gpkg";
        sums_.amount_cv = 0.2;
        // clang-format off
        options_.add_options()
            ("rates", po::value(&rates_)->required(), "layer made by tasi rates --transects; or a shoreline, for distances alone")
            ("settlements", po::value(&settlements_)->required(), "layer of settlements: points or polygons")
            ("output,o", po::value(&output_)->required(), "layers to write: settlements_at_risk, hazard_zones, exposure and more")
            ("shoreline", text(&shoreline_), "layer of the present shore, for straight distances (default: the line through the transects' present positions)")
            ("land", text(&land_), "layer of land (polygons): hazard zones are clipped to it")
            ("admin", text(&admin_), "layer of administrative units with P-codes")
            ("admin-id", text(&admin_id_), "field of the P-code (default: ADM1_PCODE to ADM3_PCODE)")
            ("admin-within", number("admin-within", &unit_within_m_, not_negative), "metres within which a settlement at the shore that lies in no unit belongs to the nearest")
            ("population-field", text(&population_field_), "field that holds the people: of the settlements, or of the layer of --population")
            ("population", text(&population_), "people on the ground: a raster (people per pixel) or a layer; they count in place of those of the settlements")
            ("census-cv", number("census-cv", &sums_.amount_cv, {0, 2}), "error common to all figures of people, as a share (1 sigma)")
            ("buildings", text(&buildings_), "layer of buildings: polygons or points")
            ("people-at", choice("people-at", &people_at_, {"area", "buildings"}), "where the people of an outline or a pixel stand: spread over its area, or at the --buildings in it")
            ("assets", po::value(&assets_)->value_name("FILE"), "layer of facilities or roads; may be given several times")
            ("asset-field", text(&asset_field_), "field that says what kind an asset is (default: the name of the file)")
            ("dependence", number("dependence", &sums_.dependence, {0, 1}), "how far stretches of 1 km are reached together: 0 each for itself, 1 all at once")
            ("years", years("years", &exposure_.years), "horizons, calendar years")
            ("position-error", number("position-error", &exposure_.point_sd_m, {0, 100000}), "uncertainty of settlements given as points, metres (1 sigma)")
            ("at-risk", number("at-risk", &exposure_.at_risk_probability, {0, 1, false}), "probability by the last horizon from which a settlement is at risk")
            ("within", number("within", &exposure_.within_m, {0, 1e6, false}), "metres from the shore beyond which a settlement is not assessed")
            ("storm-buffer", number("storm-buffer", &storm_m_, {0, 10000}), "metres that one storm may take: makes the layer setback")
            ("setback-years", number("setback-years", &setback_.years, {0, 500, false}), "years that a setback looks ahead")
            ("setback-quantile", number("setback-quantile", &setback_.quantile, {0.5, 0.9999}), "quantile of the line's uncertainty in a setback")
            ("slr", text(&slr_), "table of sea-level rise: year, rise_m, low_m, high_m (17 and 83 %); off by default")
            ("slr-slope", number("slr-slope", &slr_slope_, {0, 1, false}), "slope of the active profile; needed with --slr")
            ("slr-past", number("slr-past", &slr_past_, {-0.05, 0.05}), "rise within the record of the shorelines, m/yr; needed with --slr")
            ("positions", text(&positions_), "positions of which the rates were made: their last years are tested for the layer warnings")
            ("recent", number("recent", &warning_.departure.recent_yr, {0, 50, false}), "last years that are tested for departing from the trend before; breaks count within twice as many");
        // clang-format on
        layers_.declare(options_);
        positional_.add("rates", 1).add("settlements", 1);
    }
    std::string output() const override { return output_; }
    std::vector<std::filesystem::path> more_outputs() const override
    {
        std::vector<std::string> layers{"hazard_zones", "exposure", "warnings"};
        if (storm_m_) layers.emplace_back("setback");
        if (admin_) layers.emplace_back("admin_summary");
        for (const std::string& file : assets_) layers.push_back("assets_" + plain_name(file));
        return io::siblings_of(output_, layers);
    }

    void run(Run& run) const override
    {
        io::AtomicOutput output(output_, run.overwrite(), inputs());
        Layer coast_layer = io::read_layer(run.session, layers_.source(rates_));
        Layer settlements = read(run, settlements_);
        const Crs crs = analysis_crs(layers_.crs, {&coast_layer, &settlements}, {rates_, settlements_});
        run.session.note("analysis CRS", crs.name);
        if (is_rates_layer(coast_layer) && coast_layer.crs.projected && coast_layer.crs != crs)
            throw UnsafeError("CRS", rates_, "rates and distances are metres of " + coast_layer.crs.name + ", not of " + crs.name,
                              "leave --crs out, or make the rates in that CRS");
        ExposureOptions options = exposure_;
        if (slr_) options.sea_level = SeaLevelRise{read_sea_levels(run, *slr_), *slr_slope_, *slr_past_, 0};
        std::optional<Layer> shoreline;
        if (shoreline_) shoreline = io::transformed(run.session, read(run, *shoreline_), crs);
        const AssessedCoast coast =
            coast_from(run, io::transformed(run.session, std::move(coast_layer), crs), rates_, shoreline, shoreline_.value_or(""), options);
        settlements = in_analysis_crs(run.session, std::move(settlements), crs, settlements_);
        if (settlements.features.empty())
            throw NoResultError("EMPTY", settlements_, "no settlement in the layer", "give a layer with settlements");
        run.finish(output, layers_of(run, settlements, coast, options, crs));
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        if (admin_id_ && !admin_) throw UsageError("ADMIN", "", "--admin-id is given without --admin", "give both");
        if (population_ && population_field_ && is_raster_name(*population_))
            throw UsageError("POPULATION", "", "--population is a raster and --population-field a column: people would count twice",
                             "give one of them");
        if (people_at_ == "buildings" && !buildings_)
            throw UsageError("BUILDINGS", "", "--people-at is buildings, and --buildings is not given", "give the layer of buildings");
        if (slr_ && !(slr_slope_ && slr_past_))
            throw UsageError("SEA-LEVEL", "", "--slr needs --slr-slope and --slr-past",
                             "state the slope of the active profile and the past rate");
        if (!slr_ && (slr_slope_ || slr_past_))
            throw UsageError("SEA-LEVEL", "", "--slr-slope or --slr-past without --slr", "give the scenario");
        if (asset_field_ && assets_.empty()) throw UsageError("ASSETS", "", "--asset-field is given without --assets", "give both");
        refuse_two_layers_of_a_name();
        setback_.validate();
        sums_.validate();
    }

private:
    std::vector<std::filesystem::path> inputs() const
    {
        std::vector<std::filesystem::path> files{rates_, settlements_};
        for (const auto& input : {shoreline_, land_, admin_, population_, buildings_, slr_, positions_})
            if (input) files.emplace_back(*input);
        files.insert(files.end(), assets_.begin(), assets_.end());
        return files;
    }

    Layer read(Run& run, const std::string& file) const
    {
        return io::read_layer(run.session, {file, std::nullopt, layers_.source(file).assumed_crs});
    }

    std::vector<Layer> layers_of(Run& run, const Layer& settlements, const AssessedCoast& coast, const ExposureOptions& options,
                                 const Crs& crs) const
    {
        const AdminUnits units(admin_ ? units_from(run.session, io::transformed(run.session, read(run, *admin_), crs), *admin_, admin_id_)
                                      : std::vector<AdminUnit>{});
        const auto people_column = population_ ? std::nullopt : population_field_;
        const Dwellings dwellings = people_at_ == "buildings" ? dwellings_of(run, coast, crs) : Dwellings();
        const auto rows =
            assess_settlements(run, settlements, settlements_, coast, units, unit_within_m_, people_column, dwellings, options);
        std::vector<Layer> layers{settlements_layer(settlements, rows, units, options)};

        std::vector<PeopleCell> cells;
        if (population_) cells = read_people(run, layers_, *population_, population_field_, dwellings, crs);
        const std::vector<Asset> people = population_ ? people_of(cells, coast, units, options) : people_of(rows);
        add_zones(run, layers, coast, cells, options, crs);
        if (storm_m_) layers.push_back(setback_of(coast, options, crs));
        if (admin_) {
            const auto summary = summarise(units, coast, in_units(rows), people, StakeSums(sums_), options);
            layers.push_back(admin_map(units, summary, crs));
            layers.push_back(admin_layer(summary));
        }
        add_assets(run, layers, people, coast, units, options, crs);
        if (can_warn_early(coast, positions_)) {
            Layer warnings = early_warnings(run, layers_, coast, positions_, warning_, crs);
            if (!warnings.features.empty()) layers.push_back(std::move(warnings));
        }
        return layers;
    }

    Dwellings dwellings_of(Run& run, const AssessedCoast& coast, const Crs& crs) const
    {
        std::vector<Geometry> buildings;
        for (Feature& feature : in_analysis_crs(run.session, read(run, *buildings_), crs, *buildings_).features)
            buildings.push_back(std::move(feature.geometry));
        Dwellings dwellings(buildings, coast);
        if (dwellings.empty())
            throw UnsafeError("GEOMETRY", *buildings_, "no building in the layer, and people are to stand at buildings",
                              "give a layer of buildings (polygons or points), or --people-at area");
        return dwellings;
    }

    void add_zones(Run& run, std::vector<Layer>& layers, const AssessedCoast& coast, const std::vector<PeopleCell>& cells,
                   const ExposureOptions& options, const Crs& crs) const
    {
        if (coast.transects().empty()) return;
        std::vector<Polygon> land;
        if (land_) {
            for (const Feature& feature : io::transformed(run.session, read(run, *land_), crs).features)
                land.insert(land.end(), feature.geometry.polygons.begin(), feature.geometry.polygons.end());
            if (land.empty()) throw UnsafeError("GEOMETRY", *land_, "no polygon in the layer of land", "give a layer of polygons");
        }
        const auto zones = hazard_zones(coast, options, zone_probabilities, land);
        std::vector<double> people;
        if (population_)
            for (const HazardZone& zone : zones) people.push_back(people_in(zone, cells));
        layers.push_back(zones_layer(zones, people, options, crs));
    }

    Layer setback_of(const AssessedCoast& coast, const ExposureOptions& options, const Crs& crs) const
    {
        SetbackRule rule = setback_;
        rule.storm_m = *storm_m_;
        if (options.sea_level && options.base_year + rule.years > options.sea_level->last_year())
            throw UsageError("RANGE", "", "--setback-years goes beyond the last year of --slr", "give a longer scenario");
        return setback_layer(setback_lines(coast, options, rule), rule, options, crs);
    }

    void add_assets(Run& run, std::vector<Layer>& layers, const std::vector<Asset>& people, const AssessedCoast& coast,
                    const AdminUnits& units, const ExposureOptions& options, const Crs& crs) const
    {
        std::vector<ExposureRow> rows;
        if (!people.empty())
            add_exposure(rows, "people", "people", population_.value_or(settlements_), people, units, StakeSums(sums_), options);
        SumOptions exact = sums_;
        exact.amount_cv = 0;
        const StakeSums counts(exact);
        const auto add = [&](const std::string& file, const std::string& what, const std::optional<std::string>& group, bool drawn) {
            const Layer layer = in_analysis_crs(run.session, read(run, file), crs, file);
            const auto kinds = assets_of_layer(run, layer, file, what, group, coast, units, options);
            for (const AssetsOfLayer& kind : kinds)
                add_exposure(rows, kind.what, kind.measure, kind.source, kind.assets, units, counts, options);
            if (drawn) layers.push_back(reached_layer(layer, "assets_" + plain_name(file), kinds, options));
        };
        if (buildings_) add(*buildings_, "buildings", std::nullopt, false);
        for (const std::string& file : assets_) add(file, plain_name(file), asset_field_, true);
        if (rows.empty()) return;
        for (ExposureRow& row : rows) row.source = std::filesystem::path(row.source).filename().string();
        layers.push_back(exposure_layer(rows, options));
    }

    void refuse_two_layers_of_a_name() const
    {
        std::map<std::string, std::string> seen;
        for (const std::string& file : assets_)
            if (const auto [first, added] = seen.try_emplace(plain_name(file), file); !added)
                throw UsageError("ASSETS", printable(file),
                                 "makes a layer assets_" + first->first + ", as " + printable(first->second) + " does",
                                 "give each file once, and files of different names");
    }

    /// The stem of a file as the name of a layer: letters, digits and _.
    static std::string plain_name(const std::string& file)
    {
        std::string name = lower_case(std::filesystem::path(file).stem().string());
        for (char& c : name)
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) c = '_';
        return name;
    }

    std::string rates_, settlements_, output_;
    std::optional<std::string> shoreline_, land_, admin_, admin_id_, population_field_, population_, buildings_, asset_field_, slr_,
        positions_;
    std::vector<std::string> assets_;
    std::string people_at_ = "area";
    double unit_within_m_ = 0;
    std::optional<double> storm_m_, slr_slope_, slr_past_;
    SetbackRule setback_;
    SumOptions sums_;
    ExposureOptions exposure_;
    WarningOptions warning_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_risk() { return std::make_unique<RiskCommand>(); }

}  // namespace tasi::cli
