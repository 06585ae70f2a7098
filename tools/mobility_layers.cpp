#include "tools/mobility_layers.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "algorithms/exposure/overlay.hpp"
#include "src/core/error.hpp"
#include "src/io/study_fields.hpp"

namespace tasi::cli {
namespace {

using io::text_or_null;

constexpr const char* no_cause = "exposure beside displacement: shows no cause";

Value day_of(const Instant& instant) { return parse_iso(instant.day())->instant; }

std::string figure_word(const PublishedCount& count, long long min_count)
{
    if (count.incomplete) return "a number is missing";
    if (count.disclosure == Disclosure::below) return fmt::format("below {}", min_count);
    return count.disclosure == Disclosure::shown ? "counted" : "withheld to protect others";
}

Value number_or_null(const PublishedCount& count) { return count.people ? Value(std::int64_t{*count.people}) : Value(); }

std::string basis(const MobilityStatement& statement) { return statement.by_origin ? "from the unit" : "present in the unit"; }

std::string description(const MobilityStatement& statement)
{
    return fmt::format(
        "Displaced people {} of level {} in one round, beside its exposure to coastal change. It shows no cause. Counts below {} are "
        "hidden, and others where they would betray one. Sharing: {}",
        statement.by_origin ? "from each unit" : "present in each unit", statement.level, statement.min_count, statement.sharing);
}

std::vector<Field> figure_fields()
{
    return {{"pcode", FieldType::text, "P-code"},
            {"name", FieldType::text, "Name"},
            {"level", FieldType::integer, "Level"},
            {"match", FieldType::text, "Known to"},
            {"basis", FieldType::text, "People who are"},
            {"round", FieldType::text, "Round"},
            {"from_date", FieldType::date_time, "First date of the figures"},
            {"to_date", FieldType::date_time, "Last date of the figures"},
            {"people", FieldType::text, "Displaced people, as may be shown"},
            {"people_n", FieldType::integer, "Displaced people, where shown as a number"},
            {"share_pct", FieldType::real, "Share of all displaced people of the round", "%"},
            {"figure", FieldType::text, "What the figure is"}};
}

std::vector<Value> figure_cells(const MobilityPlace& place, const ExposedUnit* unit, const MobilityStatement& s)
{
    const std::string match = place.code.empty() ? "no P-code" : unit ? "both" : "figures only";
    return {text_or_null(place.code),
            text_or_null(unit ? unit->name : ""),
            std::int64_t{s.level},
            match,
            basis(s),
            text_or_null(place.round),
            day_of(place.first),
            day_of(place.last),
            text_or_null(place.people.text(s.min_count)),
            number_or_null(place.people),
            real_or_null(place.share_pct),
            figure_word(place.people, s.min_count)};
}

std::vector<Value> cells_without_figure(const std::string& code, const ExposedUnit& unit, const MobilityStatement& s)
{
    return {code, text_or_null(unit.name), std::int64_t{s.level}, "risk layer only", basis(s), {}, {}, {}, {}, {}, {}, "not covered"};
}

/// By P-code; rows without one come last.
void sort_rows(std::vector<Feature>& rows)
{
    const auto key = [](const Feature& row) { return std::pair(text_of(row.values[0]).empty(), text_of(row.values[0])); };
    std::stable_sort(rows.begin(), rows.end(), [&](const Feature& a, const Feature& b) { return key(a) < key(b); });
}

void give_areas(Layer& layer, const UnitAreas& areas)
{
    layer.kind = Geometry::Kind::polygons;
    layer.crs = areas.crs;
    for (Feature& row : layer.features)
        if (const auto found = areas.by_code.find(text_of(row.values[0])); found != areas.by_code.end())
            row.geometry = Geometry::of(found->second);
}

}  // namespace

Layer mobility_layer(const MobilityTable& table, const AdminExposure& exposure, const MobilityStatement& statement, const UnitAreas* areas)
{
    Layer layer;
    layer.name = "mobility";
    layer.description = description(statement);
    layer.fields = figure_fields();
    for (Field& field : exposure.fields()) layer.fields.push_back(std::move(field));
    layer.fields.push_back({"sharing", FieldType::text, "Sharing level"});
    layer.fields.push_back({"caution", FieldType::text, "Caution"});
    const auto add = [&](std::vector<Value> cells, const ExposedUnit* unit) {
        for (Value& value : exposure.cells(unit)) cells.push_back(std::move(value));
        cells.emplace_back(statement.sharing);
        cells.emplace_back(std::string(no_cause));
        layer.features.push_back({0, {}, std::move(cells)});
    };
    std::set<std::string> with_figure;
    for (const MobilityPlace& place : table.places) {
        const ExposedUnit* unit = exposure.unit(statement.level, place.code);
        with_figure.insert(place.code);
        add(figure_cells(place, unit, statement), unit);
    }
    for (const std::string& code : exposure.codes(statement.level)) {
        if (with_figure.contains(code)) continue;
        const ExposedUnit* unit = exposure.unit(statement.level, code);
        add(cells_without_figure(code, *unit, statement), unit);
    }
    sort_rows(layer.features);
    if (areas) give_areas(layer, *areas);
    return layer;
}

Layer mobility_reasons_layer(const MobilityTable& table, const AdminExposure& exposure, const MobilityStatement& statement)
{
    Layer layer;
    layer.name = "mobility_reasons";
    layer.description = description(statement) + ". By the reason that the figures state";
    layer.fields = {{"pcode", FieldType::text, "P-code"},
                    {"name", FieldType::text, "Name"},
                    {"level", FieldType::integer, "Level"},
                    {"round", FieldType::text, "Round"},
                    {"reason", FieldType::text, "Reason stated"},
                    {"people", FieldType::text, "Displaced people, as may be shown"},
                    {"people_n", FieldType::integer, "Displaced people, where shown as a number"},
                    {"figure", FieldType::text, "What the figure is"},
                    {"sharing", FieldType::text, "Sharing level"}};
    for (const MobilityPlace& place : table.places) {
        const ExposedUnit* unit = exposure.unit(statement.level, place.code);
        for (std::size_t r = 0; r < table.reasons.size(); ++r) {
            const PublishedCount& count = place.reasons[r];
            layer.features.push_back(
                {0,
                 {},
                 {text_or_null(place.code), text_or_null(unit ? unit->name : ""), std::int64_t{statement.level}, text_or_null(place.round),
                  table.reasons[r].empty() ? "not stated" : table.reasons[r], text_or_null(count.text(statement.min_count)),
                  number_or_null(count), figure_word(count, statement.min_count), statement.sharing}});
        }
    }
    sort_rows(layer.features);
    return layer;
}

UnitAreas unit_areas(const Layer& layer, const std::string& file, const std::optional<std::string>& admin_id, int level,
                     const AdminExposure& exposure)
{
    const io::StudyTable table(layer, file);
    int field = admin_id ? layer.field(*admin_id) : layer.field(fmt::format("ADM{}_PCODE", level));
    if (admin_id && field < 0)
        throw UsageError("FIELD", table.file(), "there is no field " + *admin_id, "the fields are: " + table.field_list());
    for (int deeper = 3; field < 0 && deeper > level; --deeper) field = layer.field(fmt::format("ADM{}_PCODE", deeper));
    if (field < 0)
        throw UnsafeError("PCODE", table.file(), fmt::format("no field ADM{}_PCODE; the fields are: {}", level, table.field_list()),
                          "name the P-code field with --admin-id");
    std::map<std::string, std::vector<Polygon>> parts;
    for (const Feature& row : layer.features) {
        if (row.geometry.kind != Geometry::Kind::polygons)
            throw UnsafeError("GEOMETRY", table.file(), table.place(row) + " is not a polygon", "give a layer of administrative areas");
        const std::string code = exposure.unit_around(level, table.text(row, field));
        if (!code.empty()) parts[code].insert(parts[code].end(), row.geometry.polygons.begin(), row.geometry.polygons.end());
    }
    UnitAreas areas{layer.crs, {}};
    for (const auto& [code, polygons] : parts) areas.by_code[code] = united(polygons);
    return areas;
}

}  // namespace tasi::cli
