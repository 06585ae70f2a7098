#pragma once

#include <string>

#include "algorithms/validation/validation.hpp"
#include "src/core/layer.hpp"

namespace tasi::cli {

/// The table `validation` with the columns of docs/commands/validate.md.
Layer validation_layer(const Validation& validation);

/// The same for people, with two decimals.
std::string validation_text(const Validation& validation);

}  // namespace tasi::cli
