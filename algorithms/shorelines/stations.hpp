#pragma once

#include <optional>
#include <vector>

#include "algorithms/shorelines/fraction.hpp"
#include "algorithms/shorelines/near_pixels.hpp"
#include "algorithms/shorelines/unmix.hpp"

namespace tasi {

/// Reflectances of one pixel in the given bands; nothing where one is not finite or the mask has a flag.
std::optional<std::vector<double>> reflectances_at(const Reflectance& reflectance, const Mask& mask, const std::vector<Band>& bands,
                                                   int row, int col);

/// Endmembers at equal spacing along one line.
class Stations {
public:
    /// Medians of the `beside` pixels of the line on either side; a station without enough pixels takes those of the
    /// nearest that has.
    Stations(const Reflectance& reflectance, const Mask& mask, const std::vector<NearPixel>& beside, double length_m, double pixel_m,
             const FractionOptions& options);

    bool empty() const { return stations_.empty(); }
    /// Linear between stations.
    Endmembers at(double along_m) const;
    /// Half the change of the fraction of an even mixture from each station to the next: what an uncertain endmember does.
    std::vector<double> half_steps() const;

private:
    std::vector<Endmembers> stations_;  ///< none where no station of the line has enough pixels
    double spacing_m_ = 0;
};

}  // namespace tasi
