#include "tools/risk_inputs.hpp"

#include <cmath>

#include <fmt/format.h>
#include <boost/math/distributions/students_t.hpp>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

/// Cells of one feature by field name; a layer without the field has NULL everywhere.
class Row {
public:
    Row(const Layer& layer, const Feature& feature) : layer_(layer), feature_(feature) {}
    std::optional<double> number(const std::string& field) const
    {
        const int i = layer_.field(field);
        return i < 0 ? std::nullopt : number_of(feature_.values[static_cast<std::size_t>(i)]);
    }
    std::string text(const std::string& field) const
    {
        const int i = layer_.field(field);
        return i < 0 ? std::string() : text_of(feature_.values[static_cast<std::size_t>(i)]);
    }

private:
    const Layer& layer_;
    const Feature& feature_;
};

/// `LCI90`, `LCI95`, `LCI997`: the level is in the name.
std::optional<double> confidence_in(const std::string& column)
{
    const std::string digits = column.starts_with("LCI") ? column.substr(3) : std::string();
    if (digits.size() < 2 || digits.size() > 4 || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    const auto percent = parse_number(digits.substr(0, 2) + "." + digits.substr(2) + "0");
    if (!percent || *percent < 50) return std::nullopt;
    return *percent / 100;
}

std::string interval_column(const Layer& layer)
{
    for (const Field& field : layer.fields)
        if (confidence_in(field.name)) return field.name;
    return {};
}

std::optional<Instant> moment_in(const std::string& text)
{
    const auto parsed = parse_iso(text);
    if (!parsed) return std::nullopt;
    return parsed->instant;
}

std::optional<RateOfPart> part_in(const Row& row, const std::string& rate_column, const std::string& interval_column)
{
    const auto rate = row.number(rate_column), interval = row.number(interval_column);
    if (!rate || !interval) return std::nullopt;
    return RateOfPart{*rate, *interval};
}

/// The columns `brk_`; `level` is that of `LCI90`.
std::optional<RecordBreak> break_in(const Row& row, const std::string& level)
{
    const auto p = row.number("brk_p");
    if (!p) return std::nullopt;
    return RecordBreak{*p,
                       row.number("brk_m"),
                       moment_in(row.text("brk_date")),
                       moment_in(row.text("brk_from")),
                       moment_in(row.text("brk_to")),
                       part_in(row, "LRRpre", "CIpre" + level),
                       part_in(row, "LRRpost", "CIpost" + level)};
}

/// Years from the mean date of the record to the present shoreline, from what its error is beyond that of the mean position:
/// now_sd^2 = LSE^2 / neff + rate_sd^2 lever^2. Nothing where the columns do not agree, as with rates that were adjusted for season.
std::optional<double> lever_yr(double now_sd_m, double rate_sd, double mean_variance_m2)
{
    const double square = (now_sd_m * now_sd_m - mean_variance_m2) / (rate_sd * rate_sd);
    if (!(square >= 0) || !std::isfinite(square)) return std::nullopt;
    return std::sqrt(square);
}

AssessedTransect assessed(const Row& row, const Polyline& line, double confidence, const std::string& column)
{
    AssessedTransect t;
    t.transect.id = row.text("transect");
    t.transect.baseline = row.text("baseline");
    t.transect.landward = line.front();
    t.transect.seaward = line.back();
    t.trend = row.text("trend");
    t.certainty = row.text("certainty");
    t.flags = row.text("flags");
    t.rate_m_per_year = row.number("LRR");
    t.ordinary_interval = row.number(column);
    t.rate_interval = row.number("LCIac");
    t.now_m = row.number("now_m");
    t.now_sd_m = row.number("now_sd_m");
    t.last = moment_in(row.text("last"));
    t.record_break = break_in(row, column.substr(3));
    const auto first = moment_in(row.text("first")), as_of = moment_in(row.text("as_of"));
    if (first && t.last && as_of) t.lever_yr = years_between(*first, *as_of) - years_between(*first, *t.last) / 2;
    const auto independent = row.number("neff");
    if (!t.rate_interval || !independent || *independent <= 2) return t;
    t.degrees_of_freedom = *independent - 2;
    const auto n = row.number("n"), lse_m = row.number("LSE");
    const double quantile = boost::math::quantile(boost::math::students_t(*t.degrees_of_freedom), (1 + confidence) / 2);
    t.rate_sd = *t.rate_interval / quantile;
    if (t.lever_yr && t.now_sd_m && n && lse_m && *t.rate_sd > 0) {
        const double scatter = *lse_m * *lse_m * (*n - 2) / *n / *t.degrees_of_freedom;
        t.lever_yr = lever_yr(*t.now_sd_m, *t.rate_sd, scatter).value_or(*t.lever_yr);
    }
    return t;
}

/// TL -> TLnn -> TLnnnn -> TLnnnnnn.
constexpr std::size_t code_length(int level) { return 2 + 2 * static_cast<std::size_t>(level); }

void place_by_length(AdminUnit& unit, const std::string& code, const std::string& name)
{
    const int level = code.size() >= code_length(3) ? 3 : code.size() >= code_length(2) ? 2 : 1;
    unit.pcode[static_cast<std::size_t>(level - 1)] = code;
    unit.name[static_cast<std::size_t>(level - 1)] = name;
}

/// A name of a unit in place of its code would get a level by its length, and parents that are cut out of it.
std::string code_in(const Row& row, const std::string& field, const std::string& file)
{
    const std::string code = row.text(field);
    if (code.find(' ') != std::string::npos)
        throw UnsafeError("PCODE", file, fmt::format("{} is '{}': that is a name, not a P-code", field, printable(code)),
                          "name the field of the P-codes with --admin-id");
    return code;
}

/// A parent that the layer does not state is the beginning of its child's code.
void complete_parents(AdminUnit& unit)
{
    for (int level = 2; level >= 1; --level) {
        std::string& own = unit.pcode[static_cast<std::size_t>(level - 1)];
        const std::string& child = unit.pcode[static_cast<std::size_t>(level)];
        if (own.empty() && child.size() > code_length(level)) own = child.substr(0, code_length(level));
    }
}

}  // namespace

bool is_rates_layer(const Layer& layer) { return layer.field("transect") >= 0 && layer.field("LRR") >= 0; }

RatesLayer rates_from(const Layer& layer, const std::string& file)
{
    for (const char* needed : {"transect", "LRR", "now_m", "now_sd_m", "trend"})
        if (layer.field(needed) < 0)
            throw UnsafeError("COLUMNS", file, fmt::format("the layer has no column {}", needed),
                              "give a layer made by tasi rates --transects");
    RatesLayer rates;
    rates.crs = layer.crs;
    rates.interval_column = interval_column(layer);
    if (rates.interval_column.empty())
        throw UnsafeError("COLUMNS", file, "the layer has no column LCI90", "give a layer made by tasi rates");
    for (const Feature& feature : layer.features) {
        if (feature.geometry.kind != Geometry::Kind::lines || feature.geometry.lines.front().size() < 2)
            throw UnsafeError("GEOMETRY", file, fmt::format("feature {} has no transect line", feature.number),
                              "make the layer with tasi rates --transects");
        const Row row(layer, feature);
        rates.transects.push_back(
            assessed(row, feature.geometry.lines.front(), *confidence_in(rates.interval_column), rates.interval_column));
        if (const auto as_of = moment_in(row.text("as_of"))) rates.as_of = as_of;
    }
    return rates;
}

RatesLayer read_rates(io::Session& session, const io::LayerSource& source)
{
    return rates_from(io::read_layer(session, source), source.path);
}

std::vector<AdminUnit> units_from(io::Session& session, const Layer& layer, const std::string& file,
                                  const std::optional<std::string>& admin_id)
{
    const bool cod = layer.field("ADM1_PCODE") >= 0 || layer.field("ADM2_PCODE") >= 0 || layer.field("ADM3_PCODE") >= 0;
    if (admin_id && layer.field(*admin_id) < 0) throw UsageError("FIELD", file, "there is no field " + *admin_id, "see --admin-id");
    if (!cod && !admin_id)
        throw UnsafeError("PCODE", file, "no field ADM1_PCODE, ADM2_PCODE or ADM3_PCODE", "name the P-code field with --admin-id");
    std::vector<AdminUnit> units;
    for (const Feature& feature : layer.features) {
        if (feature.geometry.kind != Geometry::Kind::polygons)
            throw UnsafeError("GEOMETRY", file, fmt::format("feature {} is not a polygon", feature.number),
                              "give a layer of administrative areas");
        const Row row(layer, feature);
        AdminUnit unit;
        unit.area = feature.geometry.polygons;
        if (admin_id) place_by_length(unit, code_in(row, *admin_id, file), "");
        for (int level = 1; level <= 3 && !admin_id; ++level) {
            unit.pcode[static_cast<std::size_t>(level - 1)] = row.text(fmt::format("ADM{}_PCODE", level));
            unit.name[static_cast<std::size_t>(level - 1)] = row.text(fmt::format("ADM{}_EN", level));
        }
        if (unit.lowest_pcode().empty()) {
            session.warnings.add("PCODE", file, fmt::format("feature {} has no P-code: what lies in it counts as outside", feature.number));
            continue;
        }
        complete_parents(unit);
        units.push_back(std::move(unit));
    }
    if (layer.features.empty()) throw UnsafeError("EMPTY", file, "the layer has no features", "give a layer of administrative areas");
    if (units.empty()) throw UnsafeError("PCODE", file, "no feature has a P-code", "complete the layer, or name its field with --admin-id");
    return units;
}

}  // namespace tasi::cli
