#pragma once

#include <geos_c.h>

#include <functional>
#include <memory>
#include <string>

#include "src/core/geometry.hpp"

namespace tasi {

/// One use of GEOS: its handle, its last complaint, and what it made. For sources of algorithms alone.
class Geos {
public:
    using Geometry = std::unique_ptr<GEOSGeometry, std::function<void(GEOSGeometry*)>>;

    Geos();
    ~Geos();
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    GEOSContextHandle_t handle() const { return handle_; }
    /// BugError with the complaint when nothing was made.
    Geometry own(GEOSGeometry* made) const;
    /// Ours to give away: GEOS destroys it with what is made from it.
    GEOSCoordSequence* coordinates(const Polyline& line) const;
    Polyline line_of(const GEOSGeometry* geometry) const;

private:
    static void remember(const char* message, void* self);

    GEOSContextHandle_t handle_;
    std::string complaint_ = "no reason given";
};

}  // namespace tasi
