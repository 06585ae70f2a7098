#include "src/io/mobility_table.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/date_reading.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_fields.hpp"

namespace tasi::io {
namespace {

using Names = std::vector<std::string>;

// Names of columns in the public data of IOM DTM (API versions 2 and 3, tables on HDX), in COD-AB, and usual in tables made by hand;
// letters and digits in lower case.
const Names date_names{"reportingdate", "date", "reportdate", "surveydate", "assessmentdate"};
const Names round_names{"roundnumber", "round"};
const Names people_names{"numpresentidpind", "idps",    "idpind",      "idpindividuals", "totalidps",
                         "people",           "persons", "individuals", "displaced",      "moving"};
const Names reason_names{"displacementreason", "reason", "displacementcause", "cause"};
const Names codes_without_level{"pcode", "admpcode", "adminpcode", "unitpcode"};
const Names origins_without_level{"originpcode", "pcodeorigin", "idporiginpcode"};
// Figures of two of these may hold the same people twice.
const Names kinds{"operation", "assessmenttype"};
const Names place_words{"latitude", "longitude", "coordinate",   "gps",     "geometry",
                        "sitename", "siteid",    "locationname", "address", "household"};
const Names place_names{"lat", "lon", "long", "lng", "x", "y", "wkt", "geom", "site", "camp", "ssid"};

std::string letters_and_digits(const std::string& name)
{
    std::string result;
    for (const char c : lower_case(name))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) result += c;
    return result;
}

bool holds(const Names& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

bool tells_of_a_place(const std::string& name)
{
    return holds(place_names, name) || std::any_of(place_words.begin(), place_words.end(),
                                                   [&](const std::string& word) { return name.find(word) != std::string::npos; });
}

/// `admin2pcode`, `adm2pcode`; of origins `idporiginadmin1pcode`, `originadmin1pcode`, `originadm1pcode`.
std::optional<int> level_in(const std::string& name, bool origin)
{
    for (const char* start : {"admin", "adm"})
        for (int level = 0; level <= 3; ++level) {
            const std::string code = fmt::format("{}{}pcode", start, level);
            if (origin ? name == "idporigin" + code || name == "origin" + code : name == code) return level;
        }
    return std::nullopt;
}

/// The columns of one table.
class Columns {
public:
    Columns(const StudyTable& table, const MobilityColumns& choice) : table_(table), choice_(choice)
    {
        for (const Field& field : table.layer().fields) names_.push_back(letters_and_digits(field.name));
    }

    const std::string& name(int field) const { return table_.layer().fields[static_cast<std::size_t>(field)].name; }

    int chosen(const std::string& name) const
    {
        const int field = table_.layer().field(name);
        if (field >= 0) return field;
        throw UsageError("FIELD", table_.file(), fmt::format("there is no column '{}'", printable(name)),
                         "the columns are: " + table_.field_list());
    }

    /// The one column of these names, or -1.
    int one_of(const Names& known, const std::optional<std::string>& choice, const std::string& option) const
    {
        if (choice) return chosen(*choice);
        std::vector<int> found;
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (holds(known, names_[i])) found.push_back(static_cast<int>(i));
        for (const int field : found)
            if (names_[static_cast<std::size_t>(field)] == known.front()) return field;
        if (found.size() > 1)
            throw UnsafeError("COLUMNS", table_.file(),
                              fmt::format("columns {} and {} could both be meant", printable(name(found[0])), printable(name(found[1]))),
                              "choose one with " + option);
        return found.empty() ? -1 : found.front();
    }

    int required(const Names& known, const std::optional<std::string>& choice, const std::string& option, const std::string& what) const
    {
        const int field = one_of(known, choice, option);
        if (field >= 0) return field;
        throw UnsafeError("COLUMNS", table_.file(), fmt::format("no column of {} is known; the columns are: {}", what, table_.field_list()),
                          "name it with " + option);
    }

    /// Levels and columns of P-codes, from the largest units down.
    std::vector<std::pair<int, int>> codes() const
    {
        if (choice_.pcode) {
            const int field = chosen(*choice_.pcode);
            return {{level_in(names_[static_cast<std::size_t>(field)], choice_.by_origin).value_or(-1), field}};
        }
        std::vector<std::pair<int, int>> found;
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (const auto level = level_in(names_[i], choice_.by_origin)) found.emplace_back(*level, static_cast<int>(i));
        std::sort(found.begin(), found.end());
        for (std::size_t i = 1; i < found.size(); ++i)
            if (found[i].first == found[i - 1].first)
                throw UnsafeError("COLUMNS", table_.file(),
                                  fmt::format("columns {} and {} both hold P-codes of level {}", printable(name(found[i - 1].second)),
                                              printable(name(found[i].second)), found[i].first),
                                  "choose one with --pcode-field");
        if (!found.empty()) return found;
        return {{-1, required(choice_.by_origin ? origins_without_level : codes_without_level, {}, "--pcode-field",
                              choice_.by_origin ? "P-codes of origin" : "P-codes")}};
    }

    std::vector<int> of_kind() const
    {
        std::vector<int> found;
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (holds(kinds, names_[i])) found.push_back(static_cast<int>(i));
        return found;
    }

    std::vector<std::string> of_places() const
    {
        std::vector<std::string> found;
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (tells_of_a_place(names_[i])) found.push_back(name(static_cast<int>(i)));
        return found;
    }

private:
    const StudyTable& table_;
    const MobilityColumns& choice_;
    std::vector<std::string> names_;
};

/// Tags such as `#adm2+code` in the row below the header.
bool is_hxl(const Feature& row)
{
    long cells = 0, tags = 0;
    for (const Value& value : row.values) {
        const std::string text = text_of(value);
        cells += text.empty() ? 0 : 1;
        tags += text.starts_with('#') ? 1 : 0;
    }
    return tags > 0 && 2 * tags >= cells;
}

void keep_where(Layer& layer, const StudyTable& table, const Columns& columns, const MobilityColumns& choice)
{
    for (const auto& [name, value] : choice.where) {
        const int field = columns.chosen(name);
        std::erase_if(layer.features, [&](const Feature& row) { return table.text(row, field) != value; });
    }
    if (layer.features.empty())
        throw NoResultError("EMPTY", table.file(), choice.where.empty() ? "the table has no row" : "no row is left by --where",
                            "give figures, or look at --where");
}

long drop_repeated(Layer& layer)
{
    std::set<std::string> seen;
    return static_cast<long>(std::erase_if(layer.features, [&](const Feature& row) {
        std::string key;
        for (const Value& value : row.values) key += text_of(value) + '\x1f';
        return !seen.insert(key).second;
    }));
}

void require_one_kind(const StudyTable& table, const Columns& columns)
{
    for (const int field : columns.of_kind()) {
        std::set<std::string> values;
        for (const Feature& row : table.layer().features) values.insert(table.text(row, field));
        if (values.size() < 2) continue;
        const std::string name = printable(columns.name(field));
        throw UnsafeError("KINDS", table.file(),
                          fmt::format("column {} holds '{}' and '{}', which may count the same people", name, printable(*values.begin()),
                                      printable(*std::next(values.begin()))),
                          fmt::format("choose one with --where {}=VALUE", name));
    }
}

std::optional<long long> people_in(const StudyTable& table, const Feature& row, int field)
{
    const auto number = table.number(row, field);
    if (!number) return std::nullopt;
    if (*number >= 0 && *number <= 1e10 && *number == std::floor(*number)) return static_cast<long long>(*number);
    throw UnsafeError("PEOPLE", table.file(), fmt::format("{} is not a number of people", table.cell(row, field)),
                      "give whole numbers from 0, and nothing where none is known");
}

}  // namespace

MobilityTable read_mobility(Session& session, const std::string& path, const MobilityColumns& choice)
{
    Layer layer = read_csv(session, path);
    if (!layer.features.empty() && is_hxl(layer.features.front())) layer.features.erase(layer.features.begin());
    const StudyTable table(layer, path);
    const Columns columns(table, choice);
    keep_where(layer, table, columns, choice);
    MobilityTable result;
    result.repeated = drop_repeated(layer);
    const auto codes = columns.codes();
    const int date = columns.required(date_names, choice.date, "--date-field", "dates");
    const int people = columns.required(people_names, choice.people, "--people-field", "people");
    const int round = columns.one_of(round_names, choice.round, "--round-field");
    const int reason = columns.one_of(reason_names, choice.reason, "--reason-field");
    require_one_kind(table, columns);
    for (const auto& [level, field] : codes) {
        result.levels.push_back(level);
        result.columns_used.push_back(columns.name(field));
    }
    for (const int field : {date, people, round, reason})
        if (field >= 0) result.columns_used.push_back(columns.name(field));
    result.place_columns = columns.of_places();
    const std::vector<Instant> dates = read_dates(session, table, date, choice.date_format);
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        const Feature& row = layer.features[i];
        MobilityRow& figure = result.rows.emplace_back();
        for (const auto& [level, field] : codes) figure.codes.push_back(table.text(row, field));
        figure.date = dates[i];
        figure.round = table.text(row, round);
        figure.reason = table.text(row, reason);
        figure.people = people_in(table, row, people);
        if (round >= 0 && figure.round.empty())
            throw UnsafeError("ROUND", table.file(), table.place(row) + " states no round", "complete the table");
    }
    return result;
}

}  // namespace tasi::io
