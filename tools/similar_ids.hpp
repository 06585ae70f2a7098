#pragma once

#include <string>
#include <vector>

#include "tools/run.hpp"

namespace tasi::cli {

/// Warns (W-SIMILAR-ID) of transects whose ids differ in nothing but case, blanks or the writing of a number (`T1`, `t 1`; `1`, `1.0`):
/// they are taken as they are, and one record in two parts gives two wrong rates.
void warn_of_similar_ids(Run& run, const std::string& file, const std::vector<std::string>& ids);

}  // namespace tasi::cli
