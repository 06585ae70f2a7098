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

/// How far from the line the colour of land is taken: behind the beach (land_nearest_px), at the beach (beach_nearest_px), or from the
/// nearest of the beach to the farthest of the land where that is narrow.
enum class LandAt { behind, beach, anywhere };

/// Endmembers at equal spacing along one line.
class Stations {
public:
    /// Medians of the `beside` pixels of the line on either side; a station without enough pixels takes those of the
    /// nearest that has. Where no station has, few_pixels of the beach will do, or else land
    /// is taken anywhere along the whole line (`is_narrow`).
    Stations(const CoastalPixels& scene, const std::vector<int>& slots, std::span<const NearPixel> beside, const Places& places,
             const std::vector<LandAt>& land_at, const FractionOptions& options);

    bool empty() const { return stations_.empty(); }
    /// Whether the land beside the line, an islet or a spit, is too narrow for pixels away from it.
    bool is_narrow() const { return narrow_; }
    /// How the land of the station nearest to a place was found.
    LandAt land_at(double along_m) const;
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
    std::vector<LandAt> land_at_;
    double spacing_m_ = 0;
    bool narrow_ = false;

    void find(const CoastalPixels& scene, const std::vector<int>& slots, std::span<const NearPixel> beside,
              const std::vector<LandAt>& land_at, const FractionOptions& options);
    std::size_t station_before(double along_m) const;
};

}  // namespace tasi
