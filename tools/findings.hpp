#pragma once

#include <string>
#include <vector>

#include "tools/run.hpp"
#include "tools/study.hpp"

namespace tasi::cli {

/// What a person should know of a finished study: its three most important findings, one line each, and the error against the
/// truth where the coast is simulated.
std::vector<std::string> findings(Run& run, const Study& study);

}  // namespace tasi::cli
