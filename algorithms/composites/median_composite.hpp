#pragma once

#include <cstdint>
#include <vector>

#include "src/core/pixels.hpp"

namespace tasi {

/// When a pixel is taken from more than its own period.
struct CompositeOptions {
    int min_count = 6;  ///< with fewer observations the three years centred on the period are pooled; 1: never

    void validate() const;  ///< UsageError naming the option and its range
};

/// Makes NaN of every value of `layer` where one of `before` has a value: neighbouring images of one overpass show the same ground at the
/// same moment, which is one observation. BugError when layers differ in size.
void keep_first(Pixels& layer, const std::vector<const Pixels*>& before);

/// Whole numbers per pixel.
using Counts = Eigen::Array<std::uint16_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A block of a composite. The median of an even number is the mean of the two middle values; the standard deviation has divisor n.
struct Composite {
    Pixels median, sd;            ///< NaN where there is no answer
    Counts count;                 ///< observations behind it, those of neighbouring years included; 0 where there is no answer
    Mask pooled;                  ///< 1 where neighbouring years take part
    std::vector<long long> used;  ///< per layer, own first: the pixels in which it takes part
};

/// The composite of one period from index values per scene (NaN where masked), all of one size.
///
/// `own` are the scenes of the period, `neighbours` those of the years before and after it, both in time order. A pixel with fewer than
/// `min_count` observations of its own is that of all of them; one that then has a single observation or none is NaN. With `min_count`
/// 1 the period stands alone and one observation is enough. Sums run in the order of the layers. Method of DEA Coastlines
/// (Bishop-Taylor et al. 2021, doi:10.1016/j.rse.2021.112734). BugError when layers differ in size.
Composite composite_of(const std::vector<const Pixels*>& own, const std::vector<const Pixels*>& neighbours,
                       const CompositeOptions& options = {});

}  // namespace tasi
