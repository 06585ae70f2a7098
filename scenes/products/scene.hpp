#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenes/products/band_reader.hpp"
#include "scenes/products/mask_reader.hpp"
#include "scenes/products/scene_facts.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"
#include "src/core/reflectance.hpp"
#include "src/io/session.hpp"

namespace tasi::scenes {

struct Product;

/// Masks and bands together. One object per thread.
class SceneReader {
public:
    SceneReader(io::Session& session, const Product& product, const std::vector<Band>& bands);

    /// `window` in pixels of `Scene::grid(bands)`; clouds are not grown. UnreadableError (3) when a block cannot be read.
    SceneBlock read(const Window& window) const { return bands_.read(window, masks_.read(window)); }

private:
    MaskReader masks_;
    BandReader bands_;
};

/// One satellite scene whose meaning is known: bands with their calibration, quality layers, grid, sensor and time.
class Scene {
public:
    explicit Scene(std::shared_ptr<const Product> product) : product_(std::move(product)) {}

    const SceneFacts& facts() const;
    /// The coarsest native grid of `bands`: finer bands are averaged to it, since mixing an upsampled band with a sharp one
    /// moves the shoreline. With Mixing::bilinear the finest, to which coarser bands are interpolated;
    /// sharpened, that of the panchromatic band. UnreadableError (3) naming the band
    /// that the product lacks; UnsafeError (4) when the grids of the bands do not nest.
    Grid grid(const std::vector<Band>& bands) const;
    SceneReader reader(io::Session& session, const std::vector<Band>& bands) const;
    /// The two halves of a SceneReader, for those who change the mask (clouds grow) before they read bands.
    MaskReader mask_reader(io::Session& session, const std::vector<Band>& bands) const;
    BandReader band_reader(io::Session& session, const std::vector<Band>& bands) const;
    /// Metres by which clouds are to grow, shadows 60 m more: as the options said, else by the kind of product.
    double cloud_buffer_m() const;

private:
    std::shared_ptr<const Product> product_;
};

/// The scene at `path`: a product folder or archive, a folder that holds exactly one, the metadata
/// file of a product (`*_MTL.txt`, `MTD_MSIL2A.xml`), one of several products in an archive (`archive.zip#member`, as the inventory
/// writes it), a STAC Item (`item.json`, `items.json#ID`), or a GeoTIFF whose bands are named by `options` or by the sheet
/// `<stem>.toml` beside it. Throws when its numbers cannot be trusted: 3, 4, 7 or 8.
Scene open_scene(io::Session& session, const std::string& path, const SceneOptions& options = {});

/// The scene made of the files `options.band_files`, all on one grid and of one date.
Scene open_bands(io::Session& session, const SceneOptions& options);

/// One row for every product under `paths` (recursively, archives included), also for those that cannot be used (with the
/// reason), sorted by time, then id, then path. A path that is missing is UnreadableError (3).
std::vector<SceneFacts> inventory(io::Session& session, const std::vector<std::string>& paths);

/// How many pixels of `mask` are fill: a scene with gaps (Landsat 7 after May 2003) has many inside its frame.
long fill_pixels(const Mask& mask);

}  // namespace tasi::scenes
