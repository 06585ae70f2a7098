#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "src/core/error.hpp"

namespace tasi::scenes::measured {

/// The row of `table` with that name; UsageError listing the choices.
template <class Row>
const Row& row_named(const std::vector<Row>& table, const std::string& name, const std::string& noun)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const Row& row) { return row.name == name; });
    if (found != table.end()) return *found;
    std::string names;
    for (const Row& row : table) names += (names.empty() ? "" : ", ") + row.name;
    throw UsageError("SIMULATOR", "", "there is no " + noun + " `" + name + "`", "take one of " + names);
}

}  // namespace tasi::scenes::measured
