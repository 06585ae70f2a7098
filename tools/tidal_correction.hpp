#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "algorithms/tides/tidal_correction.hpp"
#include "algorithms/tides/tide_response.hpp"
#include "src/core/layer.hpp"
#include "src/core/shoreline.hpp"
#include "src/core/transect.hpp"
#include "src/io/study_layers.hpp"
#include "tools/command.hpp"
#include "tools/tidal_datum.hpp"
#include "tools/times_of_day.hpp"

namespace tasi::cli {

/// Options of a command that moves positions to one level of the sea.
struct TidalOptions {
    std::optional<std::string> tides, slope, setup;
    std::string datum = "MSL", interpolation = "linear";
    double tide_uncertainty_m = 0.1;
    std::optional<double> slope_uncertainty;

    void declare(po::options_description& options);
    void check() const;  ///< UsageError (2) for options that do not go together; opens no file
    bool wanted() const { return tides.has_value(); }
    /// The files that the options name.
    std::vector<std::filesystem::path> inputs() const;
};

/// The names of all these options.
std::vector<std::string> tidal_options();

/// What the correction needs of the layers as they are read, before they become shorelines and transects.
struct TidalFields {
    std::string date;                                          ///< name of the field of dates
    std::optional<std::vector<std::optional<double>>> slopes;  ///< of every transect, where `--slope` is a column

    TidalFields(const TidalOptions& options, const Layer& shorelines, const Layer& transects, const std::string& file,
                const io::FieldChoice& choice);
};

/// How many positions were moved to one level of the sea, why others were not, and whether the images agree with the levels.
struct TidalCounts {
    TideResponseSums response;
    long corrected = 0, no_tide = 0, no_slope = 0, flat_beach = 0, no_wave = 0;
};

/// Moves positions to one level of the sea.
class TidalCorrection {
public:
    /// Reads tides, slopes and waves, and looks up the sea at every one of `dates`, those of `shorelines_file`. UnsafeError (4): dates
    /// without time of day; a slope that is no beach; a datum that contradicts the tides. NoResultError (5): no tide at any date.
    TidalCorrection(Run& run, const TidalOptions& options, const TidalFields& fields, const std::vector<Transect>& transects,
                    const std::vector<Instant>& dates, const std::string& shorelines_file);

    /// One position corrected; safe to call from several threads.
    Position corrected(Position position) const;
    /// A block of them, of whole transects; `counts` grows.
    void correct(std::vector<Position>& positions, TidalCounts& counts) const;
    /// Warnings about what could not be corrected. NoResultError (5) when no position is left.
    void warn(Run& run, const TidalCounts& counts) const;
    /// The table of `positions` with the columns `datum` and, where set-up is corrected, `setup_m`.
    Layer with_columns(Layer layer, const std::vector<Position>& positions) const;

private:
    void read_slopes(Run& run, const TidalFields& fields, const std::vector<Transect>& transects);
    void read_slope_file(Run& run, const std::vector<Transect>& transects);
    BeachSlope beach(double tan_beta, const std::string& whose) const;
    void look_up(Run& run, const TideModel& tides, const std::vector<Instant>& dates, const std::string& file);

    TidalOptions options_;
    TidalDatum datum_;
    TideReference reference_;
    std::map<std::string, BeachSlope> slopes_;
    std::unordered_map<std::int64_t, SeaState> seas_;
    TimesOfDay times_;
};

}  // namespace tasi::cli
