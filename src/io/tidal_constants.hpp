#pragma once

#include <map>
#include <string>
#include <vector>

#include "src/core/tide.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// Harmonic constants of a place and, where the file states them, heights of its datums (metres above a common zero).
struct TidalConstants {
    std::vector<HarmonicConstant> constants;
    std::map<std::string, double> datums_m;
};

/// Whether the file holds constituents (a JSON file, or a CSV with a column of amplitudes) and not a series of levels. Errors of an input
/// that cannot be opened.
bool holds_constituents(Session& session, const std::string& path);

/// JSON: an object with the list `harmonic_constituents` (or `constituents`), each with `name`, `amplitude` (m), `phase` (degrees behind
/// Greenwich) and optionally `speed` (degrees an hour), and optionally `datums`. CSV: columns `constituent` or `name`, `amplitude_m`,
/// `phase_deg` and optionally `speed_deg_h`. UnsafeError (4) naming the place: something missing, not a number, or in another unit.
/// NoResultError (5): no constituent.
TidalConstants read_tidal_constants(Session& session, const std::string& path);

}  // namespace tasi::io
