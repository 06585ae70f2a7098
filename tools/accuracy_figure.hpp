#pragma once

#include <string>

#include "algorithms/validation/validation.hpp"

namespace tasi::cli {

/// An SVG picture of a validation: positions against surveys with the line on which both agree, and the histogram of errors.
/// `title` may be any text. The bytes depend on the pairs and the title alone. Needs at least one pair.
std::string accuracy_figure(const Validation& validation, const std::string& title);

}  // namespace tasi::cli
