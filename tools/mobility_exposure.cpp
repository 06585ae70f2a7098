#include "tools/mobility_exposure.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_fields.hpp"

namespace tasi::cli {
namespace {

/// A column of `admin_summary` and what it is called beside displacement figures; `{}` stands for the horizon.
struct Taken {
    std::string from, name;
    FieldType type;
    std::string alias, unit;
};

const std::vector<Taken>& of_unit()
{
    static const std::vector<Taken> table{
        {"coast_km", "coast_km", FieldType::real, "Coast with transects", "km"},
        {"assess_km", "assess_km", FieldType::real, "Coast assessed", "km"},
        {"erode_km", "erode_km", FieldType::real, "Coast eroding", "km"},
        {"rate_m_yr", "rate_m_yr", FieldType::real, "Mean rate of the assessed coast", "m/yr"},
        {"rate_ci", "rate_ci", FieldType::real, "Half width of its interval", "m/yr"},
        {"settl", "settl", FieldType::integer, "Settlements", ""},
        {"settl_na", "settl_na", FieldType::integer, "Settlements not assessed", ""},
        {"ppl", "ppl", FieldType::real, "People in settlements", ""},
        {"ppl_na", "ppl_na", FieldType::real, "People not assessed", ""},
    };
    return table;
}

const std::vector<Taken>& of_horizon()
{
    static const std::vector<Taken> table{
        {"settl_risk", "risk_{}", FieldType::integer, "Settlements at risk, {}", ""},
        {"ppl_risk", "ppl_{}", FieldType::real, "People expected to be reached by {}", ""},
        {"ppl_lo", "lo_{}", FieldType::real, "People reached by {}, 5 %", ""},
        {"ppl_hi", "hi_{}", FieldType::real, "People reached by {}, 95 %", ""},
    };
    return table;
}

Value cell(const io::StudyTable& table, const Feature& row, const Taken& column)
{
    const auto number = table.number(row, table.layer().field(column.from));
    if (!number) return {};
    if (column.type == FieldType::integer) return static_cast<std::int64_t>(std::llround(*number));
    return *number;
}

std::vector<Value> cells_of(const io::StudyTable& table, const Feature& row, const std::vector<Taken>& columns)
{
    std::vector<Value> values;
    for (const Taken& column : columns) values.push_back(cell(table, row, column));
    return values;
}

/// Whether there is anything to set beside the figures, in words.
Value coast_word(const ExposedUnit& unit)
{
    const double coast = number_of(unit.values[0]).value_or(0), assessed = number_of(unit.values[1]).value_or(0);
    if (coast <= 0) return std::string("no coast measured");
    if (assessed <= 0) return std::string("coast not assessed");
    return assessed < coast * (1 - 1e-9) ? std::string("partly assessed") : std::string("assessed");
}

Layer read_summary(io::Session& session, const std::string& path)
{
    const std::string remedy = "give the GeoPackage that tasi risk --admin made, or its table ..._admin_summary.csv";
    const bool many_layers = lower_case(path).ends_with(".gpkg");
    Layer layer;
    try {
        layer = io::read_layer(session, {path, many_layers ? std::optional<std::string>("admin_summary") : std::nullopt, std::nullopt});
    } catch (const UsageError&) {
        throw UnsafeError("ADMIN-SUMMARY", printable(path), "holds no layer admin_summary", remedy);
    }
    for (const char* needed : {"pcode", "level", "year", "coast_km", "settl"})
        if (layer.field(needed) < 0)
            throw UnsafeError("ADMIN-SUMMARY", printable(path), fmt::format("is no admin_summary: it has no column {}", needed), remedy);
    return layer;
}

int whole(const io::StudyTable& table, const Feature& row, const char* column)
{
    const auto number = table.number(row, table.layer().field(column));
    if (number && *number >= 0 && *number <= 9999 && *number == std::floor(*number)) return static_cast<int>(*number);
    throw UnsafeError("ADMIN-SUMMARY", table.file(), table.cell(row, table.layer().field(column)) + " is not a " + column,
                      "make the layer again with tasi risk --admin");
}

}  // namespace

AdminExposure AdminExposure::read(io::Session& session, const std::string& path)
{
    const Layer layer = read_summary(session, path);
    const io::StudyTable table(layer, path);
    AdminExposure exposure;
    std::set<int> years;
    for (const Feature& row : layer.features) {
        ExposedUnit& unit = exposure.units_[{whole(table, row, "level"), table.text(row, layer.field("pcode"))}];
        unit.name = table.text(row, layer.field("name"));
        unit.values = cells_of(table, row, of_unit());
        const int year = whole(table, row, "year");
        years.insert(year);
        if (unit.of_year.emplace(year, cells_of(table, row, of_horizon())).second) continue;
        throw UnsafeError("ADMIN-SUMMARY", table.file(), table.place(row) + " repeats a unit and horizon",
                          "make the layer again with tasi risk --admin");
    }
    exposure.years_.assign(years.begin(), years.end());
    if (exposure.units_.empty())
        throw NoResultError("EMPTY", table.file(), "admin_summary has no row", "give a layer made with tasi risk --admin");
    return exposure;
}

const ExposedUnit* AdminExposure::unit(int level, const std::string& code) const
{
    const auto found = units_.find({level, code});
    return found == units_.end() ? nullptr : &found->second;
}

std::vector<std::string> AdminExposure::codes(int level) const
{
    std::vector<std::string> codes;
    for (const auto& [key, unit] : units_)
        if (key.first == level) codes.push_back(key.second);
    return codes;
}

std::vector<int> AdminExposure::levels_of(const std::string& code) const
{
    std::vector<int> levels;
    for (const auto& [key, unit] : units_)
        if (key.second == code) levels.push_back(key.first);
    return levels;
}

std::string AdminExposure::unit_around(int level, const std::string& code) const
{
    std::string around;
    for (const std::string& candidate : codes(level))
        if (code.starts_with(candidate) && candidate.size() > around.size()) around = candidate;
    return around;
}

std::vector<Field> AdminExposure::fields() const
{
    std::vector<Field> fields{{"coast", FieldType::text, "Coast"}};
    for (const Taken& column : of_unit()) fields.push_back({column.name, column.type, column.alias, column.unit});
    for (const int year : years_)
        for (const Taken& column : of_horizon())
            fields.push_back(
                {fmt::format(fmt::runtime(column.name), year), column.type, fmt::format(fmt::runtime(column.alias), year), column.unit});
    return fields;
}

std::vector<Value> AdminExposure::cells(const ExposedUnit* unit) const
{
    std::vector<Value> cells{unit ? coast_word(*unit) : Value()};
    cells.resize(1 + of_unit().size());
    if (unit) std::copy(unit->values.begin(), unit->values.end(), cells.begin() + 1);
    for (const int year : years_) {
        const bool known = unit && unit->of_year.contains(year);
        const std::vector<Value> of_year = known ? unit->of_year.at(year) : std::vector<Value>(of_horizon().size());
        cells.insert(cells.end(), of_year.begin(), of_year.end());
    }
    return cells;
}

}  // namespace tasi::cli
