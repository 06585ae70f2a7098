#pragma once

#include <string>
#include <vector>

namespace tasi::io {

/// Prepares GDAL and PROJ once, before any thread starts: removes settings in the environment that could change a
/// result or run foreign code (GDAL_*, OGR_*, OSR_*, CPL_*, GTIFF_*, SHAPE_*, VSI_*, PROJ_*, ...), sets ours
/// (no PAM, no network, traditional axis order), registers drivers, installs the error handler.
/// Returns the names of the settings that were removed. Throws BugError when proj.db cannot be found.
std::vector<std::string> start_up();

/// Called with GDAL's message when it cannot go on (out of memory inside the library); it may print and tidy up. The
/// process then ends at once with exit code 7. Without a handler it ends silently.
void set_fatal_handler(void (*handler)(const char* message));

/// `GDAL 3.6.2`, `PROJ 9.1.1`, `GEOS 3.11.1`, ...: for `--version --verbose` and run records, sorted.
std::vector<std::string> library_versions();

}  // namespace tasi::io
