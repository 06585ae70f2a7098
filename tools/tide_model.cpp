#include "tools/tide_model.hpp"

#include "src/core/text.hpp"
#include "src/io/tidal_constants.hpp"
#include "src/io/tide_series.hpp"

namespace tasi::cli {

TideModel TideModel::read(io::Session& session, const std::string& path, TideInterpolation interpolation)
{
    return io::holds_constituents(session, path) ? from_constituents(session, path) : from_series(session, path, interpolation);
}

TideModel TideModel::from_constituents(io::Session& session, const std::string& path)
{
    const io::TidalConstants read = io::read_tidal_constants(session, path);
    TideModel model(for_file(path, [&] { return HarmonicTide(read.constants); }));
    for (const std::string& doubt : doubts_of(read.constants)) session.warnings.add("CONSTITUENT", path, doubt);
    if (const auto mean = read.datums_m.find("MSL"); mean != read.datums_m.end())
        for (const auto& [name, height_m] : read.datums_m) model.datums_m_[name] = height_m - mean->second;
    session.note("tides", "harmonic constituents: " + std::to_string(read.constants.size()));
    return model;
}

TideModel TideModel::from_series(io::Session& session, const std::string& path, TideInterpolation interpolation)
{
    auto samples = io::read_tide_series(session, path);
    TideModel model(for_file(path, [&] { return TideSeries(std::move(samples), interpolation); }));
    if (model.series()->hardly_varies())
        session.warnings.add("TIDE-RANGE", path,
                             "the levels span " + format_fixed(100 * (model.series()->most_m() - model.series()->least_m()), 1) +
                                 " cm in all: is this a tide in metres?");
    session.note("tides", "series of " + std::to_string(model.series()->size()) + " levels");
    return model;
}

std::optional<double> TideModel::level_m(const Instant& time) const
{
    if (time.date_only) return std::nullopt;
    if (const TideSeries* samples = series()) return samples->level_m(time);
    return std::get<HarmonicTide>(levels_).level_m(time);
}

TideInterpolation interpolation_named(const std::string& name)
{
    return name == "cubic" ? TideInterpolation::cubic : TideInterpolation::linear;
}

}  // namespace tasi::cli
