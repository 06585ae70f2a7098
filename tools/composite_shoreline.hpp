#pragma once

#include "tools/composite_sheet.hpp"
#include "tools/scene_shoreline.hpp"

namespace tasi::cli {

/// A composite over the area asked for, with what speaks for each pixel.
struct CompositeImage {
    SceneImage image;  ///< `time` is the mean time of the observations, `flags` those of the period
    Pixels count, sd;  ///< observations, and their standard deviation; NaN where there is no answer
    Pixels pooled;     ///< 1 where neighbouring years take part
    double geolocation_sd_m = 0;
};

/// NoResultError (5) when the composite has no pixel with an answer, UnsafeError (4) when its rasters do not fit each other.
CompositeImage read_composite(Run& run, const CompositeRecord& record, const SceneInputOptions& options);

/// Drops lines of fewer than 10 vertices, which in a composite are noise (DEA Coastlines). NoResultError (5) when none stays.
void drop_short_lines(TracedShoreline& traced);

/// What the observations say of a line: how far it would move by chance, and what to doubt.
struct LineEvidence {
    double position_sd_m = 0;  ///< 1 sigma: spread of the index over its gradient and the root of the number, median over the vertices
    double geolocation_sd_m = 0;
    std::vector<std::string> flags;  ///< `unstable`, `few observations`, `pooled`: of more than a tenth of the vertices
};
LineEvidence evidence_of(const CompositeImage& composite, const TracedShoreline& traced);

}  // namespace tasi::cli
