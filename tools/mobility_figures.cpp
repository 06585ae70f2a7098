#include "tools/mobility_figures.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

/// P-code of a row at a level, or empty.
std::string code_at(const io::MobilityTable& table, const io::MobilityRow& row, int level)
{
    const auto found = std::find(table.levels.begin(), table.levels.end(), level);
    return found == table.levels.end() ? std::string() : row.codes[static_cast<std::size_t>(found - table.levels.begin())];
}

bool any_code(const io::MobilityTable& table, int level)
{
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [&](const io::MobilityRow& row) { return !code_at(table, row, level).empty(); });
}

/// The level of P-codes in a column whose name does not tell.
int level_of_codes(const io::MobilityTable& table, const AdminExposure& exposure, const std::string& file)
{
    std::set<int> levels;
    for (const io::MobilityRow& row : table.rows)
        for (const int level : exposure.levels_of(row.codes.front())) levels.insert(level);
    if (levels.size() == 1) return *levels.begin();
    const std::string column = printable(table.columns_used.front());
    if (levels.empty())
        throw UnsafeError("PCODE", file,
                          fmt::format("no P-code in column {} is one of the risk layer, for example '{}'", column,
                                      printable(table.rows.front().codes.front())),
                          "give figures of the same country and the same edition of P-codes");
    throw UnsafeError(
        "LEVEL", file,
        fmt::format("column {} holds P-codes of levels {} and {}: people would count twice", column, *levels.begin(), *levels.rbegin()),
        "give a table of one level, or choose rows with --where");
}

int level_of_data(const io::MobilityTable& table, const AdminExposure& exposure, const std::string& file)
{
    if (table.levels.front() < 0) return level_of_codes(table, exposure, file);
    for (int level = 3; level >= 1; --level)
        if (any_code(table, level)) return level;
    throw UnsafeError("LEVEL", file, "no row has a P-code of level 1, 2 or 3: figures of a whole country cannot be set beside its units",
                      "give figures by administrative unit");
}

int level_of_table(const PlacedFigures& placed, std::optional<int> wanted, const std::string& file)
{
    const int level = wanted.value_or(placed.data_level);
    if (level > placed.data_level)
        throw UnsafeError(
            "LEVEL", file,
            fmt::format("the figures are of level {}: people are not spread over units of level {}", placed.data_level, level),
            fmt::format("give --level {} or figures of that level", placed.data_level));
    const bool some_without =
        std::any_of(placed.figures.begin(), placed.figures.end(), [](const MobilityFigure& f) { return f.codes.back().empty(); });
    if (level < placed.data_level && some_without)
        throw UnsafeError("LEVEL", file,
                          fmt::format("some rows have a P-code of level {} and others none: those may be sums of these", placed.data_level),
                          "remove rows of sums, or choose rows with --where");
    return level;
}

/// P-codes from level 1 down: those of the row, else the units of the risk layer around its smallest one.
std::vector<std::string> path_of(const io::MobilityTable& table, const io::MobilityRow& row, const AdminExposure& exposure, int data_level)
{
    const bool stated = table.levels.front() >= 0;
    std::vector<std::string> codes;
    for (int level = 1; level <= data_level; ++level) codes.push_back(stated ? code_at(table, row, level) : "");
    if (!stated) codes.back() = row.codes.front();
    for (int level = 1; level < data_level; ++level) {
        std::string& code = codes[static_cast<std::size_t>(level - 1)];
        if (code.empty() && !codes.back().empty()) code = exposure.unit_around(level, codes.back());
    }
    return codes;
}

void require_known_codes(const PlacedFigures& placed, const AdminExposure& exposure, const std::string& file)
{
    std::string example;
    for (const MobilityFigure& figure : placed.figures) {
        const std::string& code = figure.codes[static_cast<std::size_t>(placed.level - 1)];
        if (exposure.unit(placed.level, code)) return;
        if (!code.empty()) example = code;
    }
    const auto known = exposure.codes(placed.level);
    throw UnsafeError("PCODE", file,
                      fmt::format("no P-code of level {} is one of the risk layer: here for example '{}', there {}", placed.level,
                                  printable(example), known.empty() ? "no unit of that level" : "'" + printable(known.front()) + "'"),
                      "give figures of the same country and the same edition of P-codes, or another --level");
}

}  // namespace

PlacedFigures placed_figures(const io::MobilityTable& table, const AdminExposure& exposure, std::optional<int> wanted,
                             const std::string& file)
{
    PlacedFigures placed;
    placed.data_level = level_of_data(table, exposure, file);
    for (const io::MobilityRow& row : table.rows)
        placed.figures.push_back({path_of(table, row, exposure, placed.data_level), row.date, row.round, row.reason, row.people});
    placed.level = level_of_table(placed, wanted, file);
    require_known_codes(placed, exposure, file);
    return placed;
}

}  // namespace tasi::cli
