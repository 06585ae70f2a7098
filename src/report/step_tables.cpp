#include "src/report/cells.hpp"
#include "src/report/table_cells.hpp"

namespace tasi::report {
namespace {

using io::CellFormat;

// ---- early warning

/// What is known of the transects that depart from their trend: the layer of warnings, and of breaks the rates.
class Departures {
public:
    Departures(const StudyResults& results, const Texts& text) : here_(*results.layer("warnings")), rates_(results.rates()), text_(text)
    {
        for (const Feature& feature : results.rates().features) by_id_.emplace(rates_.text(feature, "transect"), &feature);
    }

    std::optional<Instant> since(const Feature& feature) const
    {
        if (const auto stated = here_.moment(feature, "since")) return stated;
        const Feature* rate = rate_of(feature);
        return rate ? rates_.moment(*rate, "brk_date") : std::nullopt;
    }
    std::optional<double> depart_m(const Feature& feature) const { return figure_of(feature, "depart_m", "brk_m"); }

    /// The evidence in the language of the page, from the columns; the words of the layer where the columns are not known.
    std::string evidence(const Feature& feature) const
    {
        std::vector<std::string> sentences;
        for (const std::string& one : {of_departure(feature), of_rates(feature)})
            if (!one.empty()) sentences.push_back(one);
        return sentences.empty() ? printable(here_.text(feature, "evidence")) : join(sentences, " ");
    }

private:
    std::string of_departure(const Feature& feature) const
    {
        const auto depart = here_.number(feature, "depart_m"), n = here_.number(feature, "n_new");
        const auto chance_m = here_.has("depart_ci") ? here_.number(feature, "depart_ci") : here_.number(feature, "limit_m");
        if (!depart || !n || !chance_m) return {};
        return text_(here_.has("depart_ci") ? "evidence_interval" : "evidence_limit",
                     {{"n", text_.number(*n)}, {"depart", text_.signed_number(*depart, 1)}, {"chance", text_.number(*chance_m, 1)}});
    }
    std::string of_rates(const Feature& feature) const
    {
        const auto before = figure_of(feature, "rate_pre", "LRRpre"), after = figure_of(feature, "rate_post", "LRRpost");
        if (!before || !after) return {};
        return text_("evidence_rates", {{"before", text_.signed_number(*before, 2)}, {"after", text_.signed_number(*after, 2)}});
    }

    const Feature* rate_of(const Feature& feature) const
    {
        const auto found = here_.text(feature, "kind") == "break" ? by_id_.find(here_.text(feature, "transect")) : by_id_.end();
        return found == by_id_.end() ? nullptr : found->second;
    }
    /// From the layer of warnings where it stands there, else, of a break, from the rates.
    std::optional<double> figure_of(const Feature& feature, const char* here, const char* in_rates) const
    {
        if (const auto stated = here_.number(feature, here)) return stated;
        const Feature* rate = rate_of(feature);
        return rate ? rates_.number(*rate, in_rates) : std::nullopt;
    }

    Cells here_, rates_;
    const Texts& text_;
    std::map<std::string, const Feature*> by_id_;
};

// ---- mobility

enum class Said { text, word, whole, tenths, rate, day };

struct StepColumn {
    const char* field;
    const char* heading;
    Said how = Said::text;
    const char* group = "";
    bool choice = false;
};

/// In the order of the page; those that the layer does not have are left out.
const std::vector<StepColumn>& mobility_columns()
{
    static const std::vector<StepColumn> table{
        {"name", "col_unit_name"},
        {"pcode", "col_pcode"},
        {"level", "col_level", Said::whole, "", true},
        {"round", "col_round", Said::text, "", true},
        {"from_date", "col_from", Said::day},
        {"to_date", "col_to", Said::day},
        {"reason", "col_reason", Said::word, "mobility", true},
        {"people", "col_people"},
        {"share_pct", "col_share", Said::tenths},
        {"basis", "col_basis", Said::word, "mobility", true},
        {"figure", "col_figure", Said::word, "mobility", true},
        {"match", "col_match", Said::word, "mobility", true},
        {"coast", "col_status", Said::word, "status", true},
        {"erode_km", "col_erode_km", Said::tenths},
        {"rate_m_yr", "col_rate", Said::rate},
        {"settl", "col_settl", Said::whole},
        {"settl_na", "col_settl_na", Said::whole},
        {"ppl", "col_residents", Said::whole},
        {"sharing", "col_sharing", Said::word, "mobility"},
    };
    return table;
}

CellFormat format_of(Said how)
{
    return how == Said::whole    ? CellFormat::whole
           : how == Said::tenths ? CellFormat::tenths
           : how == Said::rate   ? CellFormat::hundredths
                                 : CellFormat::text;
}

TableCell said(const Cells& cell, const Feature& feature, const StepColumn& column, const Texts& text)
{
    switch (column.how) {
        case Said::whole:
            return number_cell(text, cell.number(feature, column.field));
        case Said::tenths:
            return number_cell(text, cell.number(feature, column.field), 1);
        case Said::rate:
            return rate_cell(text, cell.number(feature, column.field));
        case Said::day:
            return day_cell(text, cell.moment(feature, column.field));
        case Said::word:
            return said_cell(printable(word(text, column.group, cell.text(feature, column.field))));
        case Said::text:
            break;
    }
    return text_cell(cell.text(feature, column.field));
}

}  // namespace

Table warning_table(const StudyResults& results, const Texts& text)
{
    const Layer& layer = *results.layer("warnings");
    const Cells cell(layer);
    const Departures departure(results, text);
    Table table{"warnings", text("tab_warnings"), text(layer.features.empty() ? "note_warnings_none" : "note_warnings"), {}, {}};
    table.columns = {{text("col_transect"), CellFormat::text, false, {}, true},
                     {text("col_kind"), CellFormat::text, true},
                     {text("col_since")},
                     {text("col_depart"), CellFormat::tenths}};
    if (cell.has("p_adj")) table.columns.push_back({text("col_false_alarm"), CellFormat::chance});
    table.columns.push_back({text("col_evidence")});
    const auto order =
        ranked(layer.features.size(), [&](std::size_t row) { return -std::abs(departure.depart_m(layer.features[row]).value_or(0)); });
    for (const std::size_t row : order) {
        const Feature& feature = layer.features[row];
        std::vector<TableCell> cells{text_cell(cell.text(feature, "transect")),
                                     said_cell(printable(word(text, "kind", cell.text(feature, "kind")))),
                                     day_cell(text, departure.since(feature)), rate_cell(text, departure.depart_m(feature), 1)};
        if (cell.has("p_adj")) {
            const auto p = cell.number(feature, "p_adj");
            cells.push_back({p ? real_or_null(*p) : Value(), chance(text, p)});
        }
        cells.push_back(said_cell(departure.evidence(feature)));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Table mobility_table(const Layer& layer, const Texts& text)
{
    const Cells cell(layer);
    Table table{layer.name, text("tab_" + layer.name), text("note_" + layer.name), {}, {}};
    std::vector<StepColumn> columns;
    for (const StepColumn& column : mobility_columns())
        if (cell.has(column.field)) columns.push_back(column);
    const std::vector<int> years = horizons(layer, "ppl_");
    for (const StepColumn& column : columns) table.columns.push_back({text(column.heading), format_of(column.how), column.choice});
    for (const int year : years) table.columns.push_back({text("col_ppl", {{"year", std::to_string(year)}}), CellFormat::whole});
    for (const Feature& feature : layer.features) {
        std::vector<TableCell> cells;
        for (const StepColumn& column : columns) cells.push_back(said(cell, feature, column, text));
        for (const int year : years) cells.push_back(number_cell(text, cell.number(feature, "ppl_" + std::to_string(year))));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace tasi::report
