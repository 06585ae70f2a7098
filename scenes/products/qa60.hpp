#pragma once

#include "src/io/raster_file.hpp"

namespace tasi::scenes {

/// Whether band `band` (0-based) of a QA60 raster says anything of clouds: a number that is not 0, anywhere. A layer of zeros alone is "no
/// cloud information", not "no cloud": it was left empty for scenes from 2022-01-25 to early 2024. Reads until the first such number.
bool qa60_informs(const io::RasterFile& file, int band);

}  // namespace tasi::scenes
