#pragma once

#include <optional>
#include <string>

#include "algorithms/thresholds/choose.hpp"
#include "tools/scene_shoreline.hpp"

namespace tasi::cli {

/// With a reference coast only pixels near it take part in the line: the others get PixelFlag::outside. Returns the mask of the
/// pixels that give the threshold, those within `threshold_zone_m`; empty where that is the mask of the image itself.
Mask keep_near_coast(Run& run, SceneImage& image, const ExtractionOptions& options);

/// The threshold asked for, as `choose_threshold` takes it; a number is turned seaward for an index whose land is high.
std::string threshold_rule(const ExtractionOptions& options);

/// Of a scene's index, in seaward values; nothing for what is not computed from bands.
std::optional<double> natural_cut(const SceneImage& image, const std::string& index);

/// The cut between land and water; a refusal names the scene. Where `near` is not empty its pixels give it, unless they refuse one:
/// then all that take part in the line.
Threshold threshold_of(const SceneImage& image, const std::string& rule, const Mask& near = {}, std::optional<double> natural_cut = {});

/// 1 for ratios of bands, whose threshold is known to a few hundredths; the contrast of the classes for others.
double threshold_scale(const SceneImage& image, const Threshold& threshold, const std::string& index);

/// Its line is the edge of vegetation.
bool is_vegetation_index(const std::string& index);

/// Rule, value, sample and separability into the run record.
void note_threshold(Run& run, const SceneImage& image, const Threshold& threshold, const std::string& index);

}  // namespace tasi::cli
