#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>

#include "algorithms/tides/harmonic_tide.hpp"
#include "algorithms/tides/tide_series.hpp"
#include "src/core/error.hpp"
#include "src/io/session.hpp"

namespace tasi::cli {

/// Levels of the sea out of a file: a series, or harmonic constituents.
class TideModel {
public:
    /// The kind of the file is found by its content.
    static TideModel read(io::Session& session, const std::string& path, TideInterpolation interpolation);
    static TideModel from_constituents(io::Session& session, const std::string& path);
    static TideModel from_series(io::Session& session, const std::string& path, TideInterpolation interpolation);

    std::optional<double> level_m(const Instant& time) const;

    /// Heights of datums that the file states, above mean sea level; empty when it states none.
    const std::map<std::string, double>& datums_m() const { return datums_m_; }
    /// Null for constituents.
    const TideSeries* series() const { return std::get_if<TideSeries>(&levels_); }

private:
    TideModel(std::variant<HarmonicTide, TideSeries> levels) : levels_(std::move(levels)) {}

    std::variant<HarmonicTide, TideSeries> levels_;
    std::map<std::string, double> datums_m_;
};

/// `linear` or `cubic`.
TideInterpolation interpolation_named(const std::string& name);

/// `make()`, whose refusals name `file` where they name none.
template <class Make>
auto for_file(const std::string& file, Make&& make)
{
    try {
        return make();
    } catch (const UnsafeError& error) {
        if (!error.file().empty()) throw;
        throw UnsafeError(error.name(), file, error.problem(), error.remedy());
    }
}

}  // namespace tasi::cli
