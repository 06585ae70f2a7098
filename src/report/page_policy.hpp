#pragma once

#include <string>

#include <kainjow/mustache.hpp>

#include "src/report/embedded.hpp"

namespace tasi::report {

/// Puts styles and scripts into the page, and the policy that lets a browser use these and nothing else.
void put_policy(kainjow::mustache::data& page);

/// A script or style as it may stand in a page: line ends LF, without the source map and pictures that stand in other files.
/// UnsafeError (4) when it would end its own element.
std::string inlined(std::string text);

}  // namespace tasi::report
