#include "src/io/slope_table.hpp"

#include <set>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/series_columns.hpp"

namespace tasi::io {

std::vector<SlopeRow> read_slopes(Session& session, const std::string& path)
{
    const Layer layer = read_layer(session, {path, std::nullopt, std::nullopt});
    const StudyTable table(layer, path);
    const int transect = table.required_field(FieldRole::id), slope = series_column(table, {"slope"}, "SLOPE");
    const int n = layer.field("n"), lower = layer.field("slope_lo"), upper = layer.field("slope_hi"), method = layer.field("method");
    std::vector<SlopeRow> rows;
    std::set<std::string> seen;
    for (const Feature& row : layer.features) {
        rows.push_back({table.text(row, transect), table.number(row, n), table.number(row, slope), table.number(row, lower),
                        table.number(row, upper), table.text(row, method)});
        if (!seen.insert(rows.back().transect).second)
            throw UnsafeError("SLOPE", table.file(), table.place(row) + " names transect '" + printable(rows.back().transect) + "' again",
                              "give one slope a transect");
    }
    return rows;
}

std::vector<std::optional<double>> slopes_in_column(const Layer& transects, const std::string& file, const std::string& name)
{
    const StudyTable table(transects, file);
    const int field = transects.field(name);
    if (field < 0)
        throw UsageError("SLOPE", table.file(), "--slope '" + printable(name) + "' is no number, no file and no column of the transects",
                         "the columns are: " + table.field_list());
    std::vector<std::optional<double>> slopes;
    for (const Feature& row : transects.features) slopes.push_back(table.number(row, field));
    return slopes;
}

}  // namespace tasi::io
