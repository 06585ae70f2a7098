#pragma once

#include <vector>

#include <kainjow/mustache.hpp>

#include "src/report/tables.hpp"

namespace tasi::report {

/// The tables as the page takes them; of long ones the first rows.
kainjow::mustache::data page_tables(const std::vector<Table>& tables, const Texts& text);

}  // namespace tasi::report
