#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenes/sensors/mask_choice.hpp"
#include "src/core/band.hpp"
#include "src/core/date.hpp"
#include "src/core/grid.hpp"

namespace tasi::scenes {

/// The flag of Landsat Collection 2 without its QA_RADSAT: saturation is known from the numbers alone, and terrain occlusion (OLI) and
/// dropped pixels (TM, ETM+) not at all.
inline constexpr const char* no_saturation_layer = "no saturation layer";

/// What is known of a scene before any pixel is read: one row of the inventory.
struct SceneFacts {
    std::string id;          ///< product name, or the stem of the file
    std::string path;        ///< folder, archive or file to open it by
    std::string tile;        ///< Landsat: path and row `107066`; Sentinel-2: `51LYK`
    std::string sensor;      ///< name of a sensor sheet, `landsat-8`
    std::string level;       ///< `L2SP`, `L2SR`, `L2A`, ...; empty for plain rasters
    std::string collection;  ///< Landsat: `02`
    std::string baseline;    ///< Sentinel-2: `05.09`
    std::optional<Instant> time;
    Grid grid;                        ///< of the finest band; no rows when unknown
    std::vector<Band> bands;          ///< those whose files are there
    std::optional<double> offset;     ///< stored numbers for Sentinel-2 (-1000), reflectance for Landsat (-0.2)
    std::optional<double> cloud_pct;  ///< of the whole product, as its metadata state
    std::optional<double> geometric_rmse_m;
    bool has_cloud_layer = true;
    std::vector<std::string> flags;  ///< `no cloud mask`, `gaps` (Landsat 7 after May 2003), `orbit drift` (Landsat 7 after 2021)
    bool loose = false;              ///< a raster that no metadata or sheet describes
    std::string pixel_type;          ///< of loose rasters: `UInt16`
    bool usable = false;
    std::string reason;                  ///< why it is not usable
    std::string duplicate_of;            ///< path of the row that shows the same ground of the same pass; empty: none
    std::vector<std::string> same_pass;  ///< ids of other tiles or rows of the same pass
    std::string note;                    ///< the same for people
};

/// How bands of different pixel size meet on one grid: the finer ones are averaged to the coarsest, or the coarser ones interpolated to the
/// finest (as other tools do; it moves the shoreline).
enum class Mixing { average, bilinear };

/// What a user states about a scene.
struct SceneOptions {
    bool no_cloud_mask = false;  ///< accept a product without any cloud layer
    /// Of plain rasters: reflectance = number x scale + offset. Of Sentinel-2 products `offset` alone, in stored numbers (0 or -1000),
    /// in place of what the metadata state.
    std::optional<double> scale, offset;
    std::vector<Band> bands;  ///< of one raster, in order
    std::map<Band, std::string> band_files;
    std::optional<Instant> date;  ///< of plain rasters
    MaskChoice mask;
    Mixing mixing = Mixing::average;
    bool sharpen = false;  ///< bands of Landsat Level 1 to the 15 m of its panchromatic band

    /// UsageError (2) for a scale that is not above 0, a band named twice, or both kinds of bands.
    void validate() const;
};

}  // namespace tasi::scenes
