#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace tasi::io {

/// Refuses (OutputError, 6) a spreadsheet that is not whole: a part that does not end as XML ends, or a sheet that has not the number
/// of cells in `cells_of_sheet`. libxlsxwriter gathers the parts in temporary files and does not see when the disk takes no more of one.
void check_spreadsheet(const std::filesystem::path& file, const std::vector<std::size_t>& cells_of_sheet);

}  // namespace tasi::io
