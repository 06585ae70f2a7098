#pragma once

#include <vector>

#include "algorithms/shorelines/coastal_pixels.hpp"
#include "scenes/products/scene.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

/// What methods that look beyond the index can use.
inline const std::vector<Band> coastal_bands{Band::blue, Band::green, Band::red, Band::nir, Band::swir1, Band::swir2};

/// The reflectance of `scene` within `reach_m` of `lines`, in those of `bands` that it has.
///
/// First, on `image.grid`: the bands that leave it as it is (smaller pixels are averaged; with `--mixed bilinear` larger ones are
/// interpolated); after it, one part for every larger pixel size (swir at 20 m beside a line from 10 m), each on the pixels of its own,
/// whose grid covers that of the image. Where the grid of the image was moved (coregistration) all are moved alike. NaN where `image.mask`
/// has any flag, for larger pixels of any pixel within, and where that band itself holds no number. Blocks of files are decoded once each,
/// in parallel; the result does not depend on threads. Files are read again: UnreadableError (3) as of reading them first.
std::vector<CoastalPixels> read_coastal_pixels(Run& run, const scenes::Scene& scene, const SceneImage& image,
                                               const std::vector<Polyline>& lines, double reach_m,
                                               const std::vector<Band>& bands = coastal_bands);

}  // namespace tasi::cli
