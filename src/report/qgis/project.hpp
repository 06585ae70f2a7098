#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/report/qgis/strings.hpp"

namespace tasi::report {

/// A rectangle around coordinates; empty until something is added.
struct Box {
    Point least{1e300, 1e300}, most{-1e300, -1e300};
    bool empty() const { return least.x > most.x || least.y > most.y; }
    void add(const Point& p);
    void add(const Box& other);
};

/// What a sheet says of settlements at risk.
struct Endangered {
    std::size_t count = 0;      ///< how many are at risk
    Box box;                    ///< of the one that is reached most likely
    std::string name;           ///< of that one
    std::string name_column;    ///< expression of the names of all; empty: they have none
    std::vector<int> horizons;  ///< years of the columns p_<year>
    bool has_years = false;     ///< columns reach_yr, reach_lo, reach_hi
};

/// One layer of a project.
struct ProjectLayer {
    std::string name;    ///< as the file calls it: `rates`
    std::string title;   ///< as the legend calls it
    std::string source;  ///< relative to the project: `./rates.gpkg|layername=rates`
    bool raster = false;
    Geometry::Kind kind = Geometry::Kind::none;
    bool multi = true;
    Crs crs;
    Box box;
    std::string style;    ///< elements of its style document
    bool labels = false;  ///< labels are switched on
    std::string group;    ///< key of the words of its group
    bool shown = true;
    bool framed = true;               ///< a project opens where these layers are
    std::vector<std::string> legend;  ///< labels of its classes, in their order
    std::optional<Endangered> endangered;
    int rank = 0;  ///< place in the stack of a map, 0 at the top
};

/// What a project says beside its layers.
struct ProjectText {
    std::string title;
    std::string sources;  ///< what the data are from, one line each
    std::string version;  ///< of the program
};

/// A layer that was read from a file, with the style that stands in the file. `source` as above. UnreadableError (3) when the style is no
/// XML; of a style only what draws, labels and names fields is taken.
ProjectLayer project_layer(const Layer& layer, const std::string& source, const std::string& style, const std::string& file,
                           const MapWords& words = map_words());

/// A table with a column `pcode`, shown with the areas of `units`, a layer with that column in the same GeoPackage, so that a row can be
/// zoomed to. Rows whose unit has no area have no place. `source` is that of the table.
ProjectLayer project_table(const Layer& table, const Layer& units, const std::string& source, const std::string& style,
                           const std::string& file, const MapWords& words = map_words());

/// The layer with the readable names of its fields that its style document states: a reader of data does not see them.
Layer with_aliases(Layer layer, const std::string& style, const std::string& file);

/// A raster with the style that stands beside it, else with that of `what`, which also is the key of its title; `name` stands in it.
ProjectLayer project_raster(const std::string& name, const std::string& what, const std::string& source, const std::string& style,
                            const Crs& crs, const Box& box, const MapWords& words = map_words());

/// From which sensors and dates the layers are, for the foot of a map: columns `sensor`, `date`, `first`, `last` and `as_of`.
std::string sources_of(const std::vector<Layer>& layers, const MapWords& words = map_words());

/// The text of a `.qgs`: layers in groups, labelled, in the order of `rank`, and a print layout. The project has the CRS of the first
/// layer in metres, else of the first with any. Depends on nothing but its arguments.
std::string project_xml(const ProjectText& text, std::vector<ProjectLayer> layers, const MapWords& words = map_words());

}  // namespace tasi::report
