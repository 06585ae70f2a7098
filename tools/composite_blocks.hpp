#pragma once

#include <vector>

#include "src/io/atomic_output.hpp"
#include "tools/composite_scenes.hpp"

namespace tasi::cli {

/// A scene in a composite.
struct SceneShare {
    std::size_t scene = 0;       ///< its number in the plan
    long long observations = 0;  ///< pixels in which it takes part
    bool pooled = false;         ///< from a neighbouring year
};

/// What became of one period.
struct PeriodResult {
    Period period;
    std::vector<SceneShare> scenes;  ///< in time order, those of neighbouring years last
    long long pixels = 0, filled = 0, pooled = 0, few = 0, unstable = 0;
};

/// The files of one period, relative to the folder of the composites.
struct CompositeFiles {
    std::string median, count, sd, pooled;
};
CompositeFiles files_of(const Period& period, const std::string& index);

/// A pixel with fewer observations, or a larger standard deviation, is doubtful (DEA Coastlines, doi:10.1016/j.rse.2021.112734).
inline constexpr int few_observations = 5;
inline constexpr float unstable_sd = 0.3F;

/// Computes and writes the composites of `plan` block by block: every pixel of a band is decoded once (quality layers with a margin), and
/// the index of the scenes of at most three periods stands in memory for one block only. Bytes do not depend on the number of threads.
std::vector<PeriodResult> compute_composites(Run& run, const CompositePlan& plan, const CompositeChoice& choice,
                                             const io::AtomicOutput& output);

}  // namespace tasi::cli
