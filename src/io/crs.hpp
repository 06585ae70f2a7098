#pragma once

#include <memory>
#include <string>

#include "src/core/crs.hpp"
#include "src/core/geometry.hpp"
#include "src/core/layer.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

// The only place that makes coordinate reference systems: always x = east, y = north (traditional order).

/// From what a user writes (`EPSG:32751`, `epsg:4326`); UsageError otherwise.
Crs crs_from_user(const std::string& text);
/// From WKT of a file; UnsafeError (4, CRS) naming `file` for engineering/local or unreadable CRSs. Empty text gives an empty Crs.
Crs crs_from_wkt(const std::string& wkt, const std::string& file);
/// WGS 84 / UTM.
Crs utm_crs(int zone, bool north);
/// `EPSG:32751`: the UTM zone that fits a longitude and latitude (degrees).
std::string fitting_utm(double longitude, double latitude);
/// Throws UnsafeError (4) unless `crs` is projected in metres; names the fitting UTM zone when it is geographic and
/// `somewhere` (a position in it) is given.
void require_metres(const Crs& crs, const std::string& file, const Point* somewhere = nullptr);

/// Whether `position` lies where `crs` is meant to be used, with 6 degrees of longitude to spare (1 degree of latitude); a CRS without a
/// known area holds everywhere. A UTM zone counts for both hemispheres: negative northings in a northern zone are valid.
bool inside_area_of_use(const Crs& crs, const Point& position);

/// Moves coordinates from one CRS to another through PROJ; ballpark shifts are refused (UnsafeError 4), the accuracy
/// is noted in the session. One object per thread (copying makes an independent one).
class Transformer {
public:
    Transformer(Session& session, const Crs& from, const Crs& to);
    ~Transformer();
    Transformer(const Transformer& other);
    Transformer& operator=(const Transformer&) = delete;

    bool identity() const;
    /// UnsafeError (4) naming the coordinate when it lies outside the domain of the projection or is not finite.
    Point operator()(const Point& p) const;
    Polyline operator()(const Polyline& line) const;
    Geometry operator()(const Geometry& geometry) const;
    double accuracy_m() const;  ///< NaN when unknown

private:
    struct Pipeline;
    std::unique_ptr<Pipeline> pipeline_;
};

/// The layer in another CRS; returned unchanged when it already is.
Layer transformed(Session& session, Layer layer, const Crs& to);

}  // namespace tasi::io
