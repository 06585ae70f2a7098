#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/composite_masks.hpp"
#include "tools/composite_scenes.hpp"

namespace tasi::cli {

/// Where the pixels of one block lie: in the area of interest or not, and on the map of scenes of another grid.
struct BlockPlace {
    Window window;                                  ///< of the grid of the composites
    Grid grid;                                      ///< its pixels
    Mask outside;                                   ///< empty when there is no area
    std::map<std::string, MapPositions> positions;  ///< by WKT of the CRS
};

/// Reads the index of scenes block by block on the grid of the composites, with clouds and shadows grown as everywhere (scene_mask.hpp).
/// Different scenes may be read on different threads.
class CompositeReader {
public:
    /// Reads the masks of all scenes, which are kept in a scratch file in `scratch`.
    CompositeReader(Run& run, const CompositePlan& plan, const std::string& index, const std::filesystem::path& scratch);

    /// The largest decoding unit of the files, in pixels of their scenes.
    scenes::BlockSize decoding_unit() const { return unit_; }

    BlockPlace place_of(const Window& window) const;
    /// NaN where the scene has no usable pixel.
    Pixels read(std::size_t scene, const BlockPlace& place);
    /// Doubts about whole scenes, after all blocks.
    void warn() const;

private:
    struct Tally {
        scenes::OffsetCheck offset;
        long measured = 0, outside_domain = 0;
    };
    const scenes::BandReader& reader(std::size_t scene, std::optional<scenes::BandReader>& temporary);
    Pixels index_in(std::size_t scene, const Window& window);
    Pixels shifted(std::size_t scene, const BlockPlace& place);

    Run& run_;
    const CompositePlan& plan_;
    const WaterIndex& index_;
    std::size_t kept_open_;
    StoredMasks masks_;
    scenes::BlockSize unit_;
    std::vector<std::optional<scenes::BandReader>> readers_;
    std::vector<Tally> tallies_;
};

}  // namespace tasi::cli
