#pragma once

#include <string>

namespace tasi {

/// A coordinate reference system as a value. Built only by `src/io`; equal CRSs have equal `wkt`.
struct Crs {
    std::string wkt;         ///< WKT 2:2019; empty = no CRS
    std::string name;        ///< `EPSG:32751` where the authority is known, else the name in the WKT
    bool projected = false;  ///< false: degrees
    bool metres = false;     ///< linear unit is the metre

    bool empty() const { return wkt.empty(); }
    friend bool operator==(const Crs& a, const Crs& b) { return a.wkt == b.wkt; }
};

}  // namespace tasi
