#include "tests/bench/rates/series.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "scenes/synthetic/random_field.hpp"

namespace tasi::bench {
namespace {

using namespace scenes::measured;
using scenes::RandomField;

enum Stream : std::uint64_t { date_stream = 700, nuisance_stream, tide_stream, model_stream, shift_stream };

constexpr double unit_m = 25;  // of the shapes of coasts
constexpr double first_year = 1990, span_yr = 30;
constexpr int number_of_crosslines = 20;
constexpr double half_reach_m = 500;  // of the crosslines from the middle

/// A part of the series with one sensor.
struct Fleet {
    std::string sensor;
    double from, to;  ///< years
    int scenes;
    double geolocation_sd_m;
    int view_px;
};

const std::vector<Fleet>& fleets()
{
    static const std::vector<Fleet> table{
        {"landsat-30m", 1990, 2013, 34, 8, 128},
        {"landsat-30m", 2013, 2020, 12, 5, 128},
        {"sentinel-2-10m", 2015.6, 2020, 13, 4, 320},
        {"sentinel-2-20m", 2015.6, 2020, 9, 4, 160},
    };
    return table;
}

const Fleet& fleet_of(const Acquisition& a)
{
    return *std::find_if(fleets().begin(), fleets().end(), [&](const Fleet& f) { return f.sensor == a.sensor->name; });
}

/// How often a nuisance comes.
struct Share {
    const char* nuisance;
    double share;
};

constexpr std::array shares{Share{"clean", 0.34},        Share{"wet-foam", 0.08},   Share{"turbid-dark", 0.08},     Share{"haze", 0.08},
                            Share{"glint", 0.08},        Share{"thin-cloud", 0.08}, Share{"misregistration", 0.06}, Share{"all", 0.08},
                            Share{"missed-cloud", 0.06}, Share{"slc-off", 0.06}};

/// Gaps come with Landsat 7 alone, 2003 to 2013; the beach before the forest belongs to the coast, not to the scene.
Nuisance nuisance_of(double chance, const SeriesKind& series, double year, const std::string& sensor)
{
    std::string name = "clean";
    for (const Share& s : shares) {
        name = s.nuisance;
        if (chance < s.share) break;
        chance -= s.share;
    }
    if (name == "slc-off" && (sensor != "landsat-30m" || year < 2003.4 || year > 2013)) name = "clean";
    Nuisance nuisance = nuisance_named(name);
    nuisance.forest_behind_m = series.forest_behind_m;
    return nuisance;
}

Instant instant_at(double year)
{
    constexpr double ms_per_year = seconds_per_julian_year * 1000;
    return {static_cast<std::int64_t>(std::llround((year - 1970) * ms_per_year)), false};
}

/// Spring and neap tides, the level at a moment of the day.
double tide_at(double chance_a, double chance_b)
{
    constexpr double pi = 3.14159265358979323846;
    return 0.8 * std::sin(2 * pi * chance_a) + 0.3 * std::sin(2 * pi * chance_b);
}

MeasuredScene render_with(const SeriesKind& series, const SensorKind& sensor, const Nuisance& nuisance, RenderOrder order)
{
    order.ground_seed = series.seed;
    order.unit_m = unit_m;
    order.fixed_ground = FixedGround{.seed = series.seed};
    return render(series.coast, sensor, nuisance, order);
}

Grid middle_window(const Grid& grid, int size, Window& window)
{
    window = {(grid.rows - size) / 2, (grid.cols - size) / 2, size, size};
    return grid.crop(window);
}

}  // namespace

std::vector<SeriesKind> series_kinds(int seeds)
{
    std::vector<SeriesKind> kinds;
    std::uint64_t seed = 0;
    for (int round = 0; round < seeds; ++round)
        for (const double rate : {-2.0, -0.5, 0.0, 1.0}) {
            const double slope = 0.05 + 0.05 * RandomField(++seed).uniform(tide_stream, -1, 0);
            kinds.push_back({"straight", straight_coast(17), rate, 0, slope, 3 * seed});
            kinds.push_back({"curved", coast_kind_named("curved"), rate, 0, slope, 3 * seed + 1});
            kinds.push_back({"forest", straight_coast(71), rate, 25, slope, 3 * seed + 2});
        }
    return kinds;
}

std::vector<Acquisition> acquisitions(const SeriesKind& series)
{
    const RandomField random(series.seed);
    std::vector<Acquisition> result;
    std::int64_t number = 0;
    for (const Fleet& fleet : fleets())
        for (int i = 0; i < fleet.scenes; ++i, ++number) {
            const auto draw = [&](std::uint64_t stream, int column = 0) { return random.uniform(stream, number, column); };
            const double year = fleet.from + (i + draw(date_stream)) * (fleet.to - fleet.from) / fleet.scenes;
            Acquisition a;
            a.date = instant_at(year);
            a.t_yr = year - (first_year + span_yr / 2);
            a.sensor = &sensor_kind_named(fleet.sensor);
            a.nuisance = nuisance_of(draw(nuisance_stream), series, year, fleet.sensor);
            a.tide_m = tide_at(draw(tide_stream), draw(tide_stream, 1));
            a.known_tide_m = a.tide_m + tide_sd_m * random.normal(model_stream, number, 0);
            a.geolocation_sd_m = fleet.geolocation_sd_m;
            a.shift_m = fleet.geolocation_sd_m * Vector{random.normal(shift_stream, number, 0), random.normal(shift_stream, number, 1)};
            a.seed = 1000 * series.seed + static_cast<std::uint64_t>(number);
            result.push_back(std::move(a));
        }
    std::stable_sort(result.begin(), result.end(), [](const Acquisition& a, const Acquisition& b) { return a.date < b.date; });
    return result;
}

MeasuredScene render(const SeriesKind& series, const Acquisition& a)
{
    RenderOrder order{.seed = a.seed};
    order.seaward_m = series.rate_m_per_yr * a.t_yr - a.tide_m / series.beach_slope;
    order.shift_m = a.shift_m;
    order.view_px = fleet_of(a).view_px;
    return render_with(series, *a.sensor, a.nuisance, order);
}

MeasuredScene middle_of(const MeasuredScene& scene)
{
    MeasuredScene result;
    Window window;
    for (const MeasuredScene::Layer& layer : scene.layers) {
        const int ratio = static_cast<int>(std::lround(layer.grid.dx / scene.layers.front().grid.dx));
        MeasuredScene::Layer& part =
            result.layers.emplace_back(MeasuredScene::Layer{middle_window(layer.grid, view_units / ratio, window), {}, layer.blur_px});
        for (const auto& [band, pixels] : layer.reflectance.bands())
            part.reflectance[band] = pixels.block(window.row, window.col, window.rows, window.cols);
    }
    middle_window(scene.layers.front().grid, view_units, window);
    result.mask = scene.mask.block(window.row, window.col, window.rows, window.cols);
    result.truth = scene.truth;
    result.shift_m = scene.shift_m;
    result.colours = scene.colours;
    return result;
}

std::vector<Crossline> crosslines(const SeriesKind& series)
{
    const MeasuredScene drawn = render_with(series, sensor_kind_named("sentinel-2-10m"), nuisance_named("clean"), {});
    const Grid& grid = drawn.layers.front().grid;
    const Point middle = grid.at_corner(grid.rows / 2.0, grid.cols / 2.0);
    std::vector<TruthStation> near;
    for (const TruthStation& s : drawn.stations)
        if (std::max(std::abs(s.at.x - middle.x), std::abs(s.at.y - middle.y)) <= half_reach_m) near.push_back(s);
    std::vector<Crossline> lines;
    for (int i = 0; i < number_of_crosslines; ++i) {
        const auto place = (2 * static_cast<std::size_t>(i) + 1) * near.size() / (2 * number_of_crosslines);
        lines.push_back({near[place].at, near[place].seaward_normal});
    }
    return lines;
}

}  // namespace tasi::bench
