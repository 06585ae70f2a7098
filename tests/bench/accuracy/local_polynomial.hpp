#pragma once

#include "tests/bench/accuracy/station_errors.hpp"

namespace tasi::bench {

/// In the manner of SHOREX and SAET (Pardo-Pascual et al. 2012, doi:10.1016/j.rse.2012.02.024; their defaults): along a rough line, mndwi
/// at 0, patches of 3 x 3 pixels of swir1 are resampled four times by cubic convolution, a cubic polynomial is fitted, and the point of the
/// patch is where its Laplacian is zero along the gradient at the centre. Points farther than 1.5 pixels are dropped.
Found local_polynomial(const scenes::measured::MeasuredScene& scene);

}  // namespace tasi::bench
