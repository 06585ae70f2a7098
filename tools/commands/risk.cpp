#include <map>

#include <fmt/format.h>

#include "algorithms/exposure/settlements.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/risk_inputs.hpp"
#include "tools/risk_layers.hpp"

namespace tasi::cli {
namespace {

class RiskCommand : public Command {
public:
    RiskCommand() : Command("risk", "Say which settlements the sea will reach, when, and how sure that is")
    {
        usage_ = "RATES SETTLEMENTS -o OUT.gpkg";
        // clang-format off
        options_.add_options()
            ("rates", po::value(&rates_)->required(), "layer made by tasi rates --transects; or a shoreline, for distances alone")
            ("settlements", po::value(&settlements_)->required(), "layer of settlements: points or polygons")
            ("output,o", po::value(&output_)->required(), "layers to write: settlements_at_risk, and admin_summary with --admin")
            ("shoreline", text(&shoreline_), "layer of the present shore, for straight distances (default: the line through the transects' present positions)")
            ("admin", text(&admin_), "layer of administrative units with P-codes")
            ("admin-id", text(&admin_id_), "field of the P-code (default: ADM1_PCODE to ADM3_PCODE)")
            ("population-field", text(&population_), "field of the settlements that holds their people")
            ("years", years("years", &exposure_.years), "horizons, calendar years")
            ("position-error", number("position-error", &exposure_.point_sd_m, not_negative), "uncertainty of settlements given as points, metres (1 sigma)")
            ("at-risk", number("at-risk", &exposure_.at_risk_probability, {0, 1, false}), "probability by the last horizon from which a settlement is at risk")
            ("within", number("within", &exposure_.within_m, positive), "metres from the shore beyond which a settlement is not assessed");
        // clang-format on
        layers_.declare(options_);
        positional_.add("rates", 1).add("settlements", 1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs{rates_, settlements_};
        for (const auto& input : {shoreline_, admin_})
            if (input) inputs.emplace_back(*input);
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        Layer coast_layer = io::read_layer(run.session, layers_.source(rates_));
        Layer settlements = io::read_layer(run.session, {settlements_, std::nullopt, layers_.source(settlements_).assumed_crs});
        const Crs crs = analysis_crs(layers_.crs, {&coast_layer, &settlements}, {rates_, settlements_});
        run.session.note("analysis CRS", crs.name);
        if (is_rates_layer(coast_layer) && coast_layer.crs.projected && coast_layer.crs != crs)
            throw UnsafeError("CRS", rates_, "rates and distances are metres of " + coast_layer.crs.name + ", not of " + crs.name,
                              "leave --crs out, or make the rates in that CRS");
        ExposureOptions options = exposure_;
        const AssessedCoast coast = coast_of(run, io::transformed(run.session, std::move(coast_layer), crs), crs, options);
        settlements = in_analysis_crs(run.session, std::move(settlements), crs, settlements_);
        if (settlements.features.empty())
            throw NoResultError("EMPTY", settlements_, "no settlement in the layer", "give a layer with settlements");
        const AdminUnits units(admin_ ? read_units(run, crs) : std::vector<AdminUnit>{});
        const auto rows = assess(run, settlements, coast, units, options);
        std::vector<Layer> layers{settlements_layer(settlements, rows, units, options)};
        if (admin_) layers.push_back(admin_layer(summarise(units, coast, in_units(rows), options)));
        run.finish(output, layers);
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        if (admin_id_ && !admin_) throw UsageError("ADMIN", "", "--admin-id is given without --admin", "give both");
    }

private:
    AssessedCoast coast_of(Run& run, const Layer& layer, const Crs& crs, ExposureOptions& options) const
    {
        std::vector<Polyline> shore;
        if (shoreline_) {
            Layer given = io::read_layer(run.session, {*shoreline_, std::nullopt, layers_.source(*shoreline_).assumed_crs});
            shore = present_shore(run, io::transformed(run.session, std::move(given), crs), *shoreline_);
        }
        if (!is_rates_layer(layer)) {
            run.session.warnings.add("NO-RATES", rates_, "a layer without rates: settlements get distances and the class 'not assessed'");
            const std::vector<Polyline> lines = present_shore(run, layer, rates_);
            shore.insert(shore.end(), lines.begin(), lines.end());
            return {{}, shore};
        }
        RatesLayer rates = rates_from(layer, rates_);
        if (!rates.as_of)
            throw UnsafeError("AS-OF", rates_, "no transect has a present shoreline (as_of)", "make the layer with tasi rates");
        options.base_year = rates.as_of->julian_year();
        options.validate();
        run.session.note("present shoreline as of", rates.as_of->iso());
        return {std::move(rates.transects), shore};
    }

    /// Of a layer with several dates only the newest line is the present shore.
    static std::vector<Polyline> present_shore(Run& run, Layer layer, const std::string& file)
    {
        std::erase_if(layer.features, [](const Feature& feature) { return feature.geometry.kind == Geometry::Kind::none; });
        const int date = layer.field("date");
        std::string newest;
        bool several = false;
        for (const Feature& feature : layer.features) {
            const std::string day = date < 0 ? std::string() : text_of(feature.values[static_cast<std::size_t>(date)]);
            several = several || (!newest.empty() && day != newest);
            newest = std::max(newest, day);
        }
        if (several) {
            std::erase_if(layer.features,
                          [&](const Feature& feature) { return text_of(feature.values[static_cast<std::size_t>(date)]) != newest; });
            run.session.warnings.add("NEWEST", file,
                                     "the layer holds several dates: the newest, " + newest + ", is taken for the present shore");
        }
        return lines_of(layer, file);
    }

    std::vector<AdminUnit> read_units(Run& run, const Crs& crs) const
    {
        const Layer layer = io::read_layer(run.session, {*admin_, std::nullopt, layers_.source(*admin_).assumed_crs});
        return units_from(io::transformed(run.session, layer, crs), *admin_, admin_id_);
    }

    std::vector<SettlementRow> assess(Run& run, const Layer& settlements, const AssessedCoast& coast, const AdminUnits& units,
                                      const ExposureOptions& options) const
    {
        const std::vector<std::optional<double>> people = populations(run, settlements);
        std::vector<SettlementRow> rows(settlements.features.size());
        parallel_for(static_cast<int>(rows.size()), [&](int i) {
            const auto n = static_cast<std::size_t>(i);
            const Geometry& place = settlements.features[n].geometry;
            SettlementRisk risk = risk_of(place, coast, options);
            const auto unit = unit_of(units, place, place.kind == Geometry::Kind::points ? risk.place : std::nullopt);
            rows[n] = {std::move(risk), people[n], unit, false};
        });
        mark_duplicates(run, settlements, rows);
        warn(run, rows);
        return rows;
    }

    static std::optional<std::size_t> unit_of(const AdminUnits& units, const Geometry& place, const std::optional<Point>& reached)
    {
        const Extent extent = extent_of(place);
        if (extent.empty()) return std::nullopt;
        if (reached) return units.at(*reached);
        return units.at({(extent.least.x + extent.most.x) / 2, (extent.least.y + extent.most.y) / 2});
    }

    std::vector<std::optional<double>> populations(Run& run, const Layer& settlements) const
    {
        std::vector<std::optional<double>> people(settlements.features.size());
        if (!population_) return people;
        const int field = settlements.field(*population_);
        if (field < 0) throw UsageError("FIELD", settlements_, "there is no field " + *population_, "see --population-field");
        for (std::size_t i = 0; i < people.size(); ++i) {
            const Value& cell = settlements.features[i].values[static_cast<std::size_t>(field)];
            people[i] = number_of(cell);
            if (people[i] && *people[i] >= 0) continue;
            run.session.warnings.add("POPULATION", settlements_, "no usable population: '" + text_of(cell) + "'; people are left open");
            people[i].reset();
        }
        return people;
    }

    /// The same place under the same attributes, given twice: people are counted once.
    void mark_duplicates(Run& run, const Layer& settlements, std::vector<SettlementRow>& rows) const
    {
        std::map<std::string, bool> seen;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::string key;
            for (std::size_t f = 0; f < settlements.fields.size(); ++f) {
                const std::string name = lower_case(settlements.fields[f].name);
                if (name != "id" && name != "objectid" && name != "fid") key += text_of(settlements.features[i].values[f]) + '\x1f';
            }
            const Geometry& g = settlements.features[i].geometry;
            for (const Point& p : g.points) key += format_number(p.x) + ' ' + format_number(p.y) + ';';
            for (const Polygon& polygon : g.polygons)
                for (const Point& p : polygon.exterior) key += format_number(p.x) + ' ' + format_number(p.y) + ';';
            rows[i].duplicate = !seen.emplace(key, true).second;
            if (rows[i].duplicate)
                run.session.warnings.add("DUPLICATE", settlements_, "a settlement stands in the layer twice: it is counted once");
        }
    }

    void warn(Run& run, const std::vector<SettlementRow>& rows) const
    {
        long not_assessed = 0, outside = 0;
        std::string reason;
        for (const SettlementRow& row : rows) {
            outside += admin_ && !row.unit;
            if (row.risk.assessment != "not assessed") continue;
            if (not_assessed++ == 0) reason = row.risk.reason;
        }
        if (not_assessed > 0)
            run.session.warnings.add("NOT-ASSESSED", settlements_, fmt::format("settlements are not assessed, for example: {}", reason),
                                     not_assessed);
        if (outside > 0) run.session.warnings.add("OUTSIDE", settlements_, "settlements lie outside every administrative unit", outside);
    }

    static std::vector<SettlementInUnit> in_units(const std::vector<SettlementRow>& rows)
    {
        std::vector<SettlementInUnit> result;
        for (const SettlementRow& row : rows) result.push_back({row.unit, &row.risk, row.population, row.duplicate});
        return result;
    }

    std::string rates_, settlements_, output_;
    std::optional<std::string> shoreline_, admin_, admin_id_, population_;
    ExposureOptions exposure_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_risk() { return std::make_unique<RiskCommand>(); }

}  // namespace tasi::cli
