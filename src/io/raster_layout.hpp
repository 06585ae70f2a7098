#pragma once

#include "src/io/session.hpp"
#include "src/io/virtual_file.hpp"

namespace tasi::io {

/// Looks through the headers of a raster before GDAL opens it. What it finds wrong is thrown:
/// RefusedError (8) for descriptor files (VRT, WMS, ...) under any name; UnreadableError (3) for what is neither GeoTIFF nor JPEG 2000,
/// for cut files and for blocks that were never written; LimitError (7) for sizes above the session's limits.
void check_raster_layout(const Session& session, const VirtualFile& file);

/// TIFF 6.0 and BigTIFF: size, bands and the place of every block of the first image.
void check_tiff_layout(const Session& session, const VirtualFile& file);

/// JPEG 2000 (ISO/IEC 15444-1): box lengths, image size, end of the codestream.
void check_jpeg2000_layout(const Session& session, const VirtualFile& file);

/// LimitError (7) for a raster of more pixels or bands than allowed.
void check_raster_size(const Session& session, const std::string& shown, unsigned long long rows, unsigned long long cols,
                       unsigned long long bands);

}  // namespace tasi::io
