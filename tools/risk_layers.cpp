#include "tools/risk_layers.hpp"

#include <set>

#include <fmt/format.h>

#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

Value real(const std::optional<double>& value) { return value ? real_or_null(*value) : Value(); }

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

std::vector<Field> own_fields(const ExposureOptions& options, bool outlines)
{
    std::vector<Field> fields{
        {"transect", FieldType::text, "Transect"},
        {"dist_m", FieldType::real, "Distance to the present shoreline along the transect, landward positive", "m"},
        {"near_m", FieldType::real, "Straight distance to the present shoreline", "m"},
        {"rate_m_yr", FieldType::real, "Rate of change, seaward positive", "m/yr"},
        {"rate_ci", FieldType::real, "Half width of the rate's interval", "m/yr"},
    };
    for (const int year : options.years)
        fields.push_back({fmt::format("p_{}", year), FieldType::real, fmt::format("Probability of being reached by {}", year)});
    fields.push_back({"reach_yr", FieldType::real, "Year by which it is as likely as not reached"});
    fields.push_back({"reach_lo", FieldType::real, "Year by which it is reached with 5 % probability"});
    fields.push_back({"reach_hi", FieldType::real, "Year by which it is reached with 95 % probability"});
    for (const int year : options.years)
        fields.push_back({fmt::format("ppl_{}", year), FieldType::real, fmt::format("People expected to be reached by {}", year)});
    for (const int year : options.years)
        if (outlines)
            fields.push_back(
                {fmt::format("share_{}", year), FieldType::real, fmt::format("Share of the outline expected to be reached by {}", year)});
    fields.push_back({"class", FieldType::text, "Class"});
    fields.push_back({"reason", FieldType::text, "Reason"});
    if (options.sea_level) fields.push_back({"slr", FieldType::text, "Sea-level rise"});
    for (int level = 1; level <= 3; ++level)
        fields.push_back({fmt::format("adm{}_pcode", level), FieldType::text, fmt::format("P-code, level {}", level)});
    return fields;
}

/// The name under which a field of the user stays: never the name of one of ours or of another of his.
std::string kept_name(const std::string& name, std::set<std::string>& taken)
{
    std::string kept = name;
    if (taken.contains(lower_case(kept))) kept = ("s_" + name).substr(0, 10);
    for (int n = 2; taken.contains(lower_case(kept)); ++n) {
        const std::string number = std::to_string(n);
        kept = ("s_" + name).substr(0, 10 - number.size()) + number;
    }
    taken.insert(lower_case(kept));
    return kept;
}

std::vector<Value> values_of(const SettlementRow& row, const AdminUnits& units, const ExposureOptions& options, bool outlines)
{
    const SettlementRisk& risk = row.risk;
    std::vector<Value> values{text_or_null(risk.transect), real(risk.dist_m), real(risk.near_m), real(risk.rate_m_per_year),
                              real(risk.rate_interval)};
    const auto probability = [&](std::size_t y) { return y < risk.probability.size() ? risk.probability[y] : std::nullopt; };
    for (std::size_t y = 0; y < options.years.size(); ++y) values.push_back(real(probability(y)));
    values.insert(values.end(), {real(risk.reach_year), real(risk.reach_early), real(risk.reach_late)});
    for (std::size_t y = 0; y < options.years.size(); ++y) {
        const auto share = expected_share(row.people, y);
        values.push_back(share && row.population ? real_or_null(*share * *row.population) : Value());
    }
    for (std::size_t y = 0; y < options.years.size() && outlines; ++y) values.push_back(real(expected_share(row.people, y)));
    values.emplace_back(risk.assessment);
    values.emplace_back(row.duplicate ? risk.reason + "; the same settlement stands in the layer before" : risk.reason);
    if (options.sea_level && risk.assessment == "not assessed") values.emplace_back();
    if (options.sea_level && risk.assessment != "not assessed") values.emplace_back(risk.with_sea_level_rise ? "Bruun" : "not assessed");
    for (std::size_t level = 0; level < 3; ++level)
        values.push_back(row.unit ? text_or_null(units.units()[*row.unit].pcode[level]) : Value());
    return values;
}

}  // namespace

std::vector<Field> fields_beside(const std::vector<Field>& given, const std::vector<Field>& ours)
{
    std::vector<Field> fields;
    std::set<std::string> taken{"fid", "geom"};
    for (const Field& field : ours) taken.insert(lower_case(field.name));
    for (Field field : given) {
        field.name = kept_name(field.name, taken);
        fields.push_back(field);
    }
    fields.insert(fields.end(), ours.begin(), ours.end());
    return fields;
}

Layer settlements_layer(const Layer& settlements, const std::vector<SettlementRow>& rows, const AdminUnits& units,
                        const ExposureOptions& options)
{
    Layer layer;
    layer.name = "settlements_at_risk";
    layer.description = "When the sea reaches each settlement, and how sure that is";
    layer.kind = settlements.kind;
    layer.multi = settlements.kind != Geometry::Kind::points;
    for (const Feature& feature : settlements.features) layer.multi = layer.multi || feature.geometry.points.size() > 1;
    layer.crs = settlements.crs;
    const bool outlines = settlements.kind == Geometry::Kind::polygons;
    layer.fields = fields_beside(settlements.fields, own_fields(options, outlines));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Feature& settlement = settlements.features[i];
        std::vector<Value> values = settlement.values;
        for (Value& value : values_of(rows[i], units, options, outlines)) values.push_back(std::move(value));
        layer.features.push_back({0, settlement.geometry, std::move(values)});
    }
    return layer;
}

Layer exposure_layer(const std::vector<ExposureRow>& rows, const ExposureOptions& options)
{
    Layer layer;
    layer.name = "exposure";
    layer.description = "People, buildings and other assets expected to be reached, with 5 and 95 %";
    layer.fields = {{"what", FieldType::text, "What"},
                    {"measure", FieldType::text, "Measure"},
                    {"source", FieldType::text, "Source"},
                    {"pcode", FieldType::text, "P-code; empty: everything"},
                    {"level", FieldType::integer, "Level"},
                    {"year", FieldType::integer, "Horizon"},
                    {"total", FieldType::real, "In all"},
                    {"expected", FieldType::real, "Expected to be reached"},
                    {"low", FieldType::real, "Reached, 5 %"},
                    {"high", FieldType::real, "Reached, 95 %"},
                    {"not_assess", FieldType::real, "Not assessed"},
                    {"far", FieldType::real, "Of this, far from every shore"}};
    for (const ExposureRow& row : rows)
        for (std::size_t y = 0; y < options.years.size(); ++y) {
            const auto known = [&](double value) { return row.sums.any_assessed ? real_or_null(value) : Value(); };
            const SumReached& sum = row.sums.reached[y];
            layer.features.push_back({0,
                                      {},
                                      {row.what, row.measure, text_or_null(row.source), text_or_null(row.pcode), std::int64_t{row.level},
                                       std::int64_t{options.years[y]}, row.sums.total, known(sum.expected), known(sum.low), known(sum.high),
                                       row.sums.not_assessed, row.sums.far}});
        }
    return layer;
}

}  // namespace tasi::cli
