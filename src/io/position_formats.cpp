#include "src/io/position_formats.hpp"

#include <algorithm>

#include "src/core/error.hpp"
#include "src/io/long_positions.hpp"
#include "src/io/wide_positions.hpp"

namespace tasi::io {
namespace {

bool has(const StudyTable& table, std::initializer_list<const char*> names)
{
    return std::all_of(names.begin(), names.end(), [&](const char* name) { return table.layer().field(name) >= 0; });
}

bool has_one_of(const StudyTable& table, const std::vector<std::string>& names)
{
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return table.layer().field(name) >= 0; });
}

bool is_tasi(const StudyTable& table) { return has(table, {"transect", "date", "distance_m"}); }

const LongNames& dsas_names()
{
    static const LongNames names{{"TransectID", "TransOrder"},
                                 {"ShorelineID", "ShorelineI", "Shoreline_"},
                                 {"Distance"},
                                 {"Uncertainty", "Uncertaint", "Uncy"},
                                 DateForm::calendar};
    return names;
}

bool is_dsas(const StudyTable& table)
{
    const bool dated = has_one_of(table, dsas_names().date) || table.field(FieldRole::date) >= 0;
    return dated && has_one_of(table, dsas_names().id) && has(table, {"Distance"});
}

std::vector<Position> read_dsas(Session& session, const StudyTable& table, const FieldChoice& choice)
{
    return read_long(session, table, choice, dsas_names());
}

bool is_qscat(const StudyTable& table) { return has(table, {"transect_id", "year", "distance"}); }

std::vector<Position> read_qscat(Session& session, const StudyTable& table, const FieldChoice& choice)
{
    static const LongNames names{{"transect_id"}, {"year"}, {"distance"}, {"unc"}, DateForm::decimal_year};
    return read_long(session, table, choice, names);
}

bool is_survey(const StudyTable& table) { return has(table, {"profile", "date", "0_dist"}); }

std::vector<Position> read_survey(Session& session, const StudyTable& table, const FieldChoice& choice)
{
    static const LongNames names{{"profile"}, {"date"}, {"0_dist"}, {}, DateForm::calendar};
    return read_long(session, table, choice, names);
}

bool is_coastseg(const StudyTable& table) { return has(table, {"transect_id", "dates", "cross_distance"}); }

std::vector<Position> read_coastseg(Session& session, const StudyTable& table, const FieldChoice& choice)
{
    static const LongNames names{{"transect_id"}, {"dates"}, {"cross_distance"}, {}, DateForm::calendar};
    return read_long(session, table, choice, names);
}

bool always(const StudyTable&) { return true; }

/// Rates instead of positions are an easy mistake: they often lie beside each other.
void refuse_rates(const StudyTable& table, const FieldChoice& choice)
{
    const bool rates = has(table, {"EPR", "LRR"}) && table.field(FieldRole::distance) < 0;
    if (rates && !choice.date)
        throw UnsafeError("RATES", table.file(), "holds rates of change, not positions; there is no date or distance column",
                          "give the table of intersections or positions that they were made from");
}

std::vector<Position> read_any(Session& session, const StudyTable& table, const FieldChoice& choice)
{
    refuse_rates(table, choice);
    static const LongNames by_role{{}, {}, {}, {}, DateForm::calendar};
    return read_long(session, table, choice, by_role);
}

}  // namespace

const std::vector<PositionFormat>& position_formats()
{
    static const std::vector<PositionFormat> table{
        {"tasi", "positions of Tasi", "`transect`, `date`, `distance_m`", true, is_tasi, read_any},
        {"dsas", "DSAS intersections", "`TransectID` or `TransOrder`, `ShorelineID` or another date, `Distance`", false, is_dsas,
         read_dsas},
        {"qscat", "QSCAT intersections", "`transect_id`, `year` (decimal), `distance`", false, is_qscat, read_qscat},
        {"dea", "DEA Coastlines rates of change points", "`dist_1988`, `dist_1989`, ...", false, is_dea, read_dea},
        {"survey", "surveyed profiles as DEA Coastlines keeps them", "`profile`, `date`, `0_dist`", true, is_survey, read_survey},
        {"coastseg", "CoastSeg time series", "`transect_id`, `dates`, `cross_distance`", true, is_coastseg, read_coastseg},
        {"coastsat", "CoastSat time series, one column per transect", "a date column, no transect and no distance column", true,
         is_coastsat, read_coastsat},
        {"other", "a table of one row per position", "columns for transect, date and distance", true, always, read_any},
    };
    return table;
}

const PositionFormat& position_format_of(const StudyTable& table, const FieldChoice& choice)
{
    const auto& formats = position_formats();
    if (choice.id) return formats.back();
    return *std::find_if(formats.begin(), formats.end(), [&](const PositionFormat& f) { return f.matches(table); });
}

}  // namespace tasi::io
