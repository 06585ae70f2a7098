#pragma once

#include <optional>
#include <span>
#include <vector>

#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/fraction.hpp"
#include "algorithms/shorelines/near_pixels.hpp"
#include "algorithms/shorelines/unmix.hpp"

namespace tasi {

/// Reflectances of one pixel in bands of a scene, given as slots; nothing where one is not finite.
std::optional<BandValues> reflectances_at(const CoastalPixels& scene, const std::vector<int>& slots, int row, int col);

/// Slots of those `bands` that a scene has, in their order.
std::vector<int> slots_of(const CoastalPixels& scene, const std::vector<Band>& bands);

/// The share of water that a blurred edge spreads into a pixel whose centre lies `away_px` landward of it.
double spread_water(double away_px, double blur_px);

/// Places at equal spacing along a line, of about `spacing_m`, both ends included; two at least.
struct Places {
    std::size_t count;
    double spacing_m;

    Places(double length_m, double about_m);
    std::size_t nearest(double along_m) const;
};

/// Endmembers at equal spacing along one line.
class Stations {
public:
    /// Medians of the `beside` pixels of the line on either side; a station without enough pixels takes those of the
    /// nearest that has. `at_beach` says for each place whether land is taken at the beach (beach_nearest_px) or farther away.
    Stations(const CoastalPixels& scene, const std::vector<int>& slots, std::span<const NearPixel> beside, const Places& places,
             const std::vector<bool>& at_beach, const FractionOptions& options);

    bool empty() const { return stations_.empty(); }
    /// Linear between stations.
    Endmembers at(double along_m) const;
    /// Half the change of the fraction of an even mixture from each station to the next: what an uncertain endmember does.
    /// NaN where no band has contrast.
    const std::vector<double>& half_steps() const { return half_steps_; }
    /// Half a step between the two stations around a place.
    double half_step_at(double along_m) const;

private:
    std::vector<Endmembers> stations_;  ///< none where no station of the line has enough pixels
    std::vector<double> half_steps_;
    double spacing_m_ = 0;

    std::size_t station_before(double along_m) const;
};

}  // namespace tasi
