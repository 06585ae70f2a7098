#include "tools/risk_people.hpp"

#include <cmath>

#include <fmt/format.h>

#include "algorithms/exposure/area_index.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/raster_file.hpp"

namespace tasi::cli {
namespace {

constexpr std::size_t most_cells = 5'000'000;
constexpr int strip_rows = 256;

void require_counts(const io::RasterFile& raster, const std::string& file)
{
    const io::RasterInfo& info = raster.info();
    if (!info.georeferenced || info.grid.crs.wkt.empty())
        throw UnsafeError("CRS", file, "the raster of people has no place or no CRS", "georeference it");
    if (info.bands.size() != 1)
        throw UnsafeError("BANDS", file, fmt::format("{} bands", info.bands.size()), "give a raster with one band: people per pixel");
    io::require_numbers(raster, 0);
    const io::RasterBandInfo& band = info.bands.front();
    if (band.scale.value_or(1) != 1 || band.offset.value_or(0) != 0)
        throw UnsafeError("SCALE", file, "stored numbers are scaled", "give a raster whose numbers are people per pixel");
}

Polyline pixel_ring(const Grid& grid, int row, int col, const io::Transformer& to)
{
    Polyline ring;
    for (const auto& [r, c] : {std::pair{0, 0}, std::pair{0, 1}, std::pair{1, 1}, std::pair{1, 0}, std::pair{0, 0}})
        ring.push_back(to(grid.at_corner(row + r, col + c)));
    return ring;
}

/// People of a polygon where they stand.
void settle(std::vector<PeopleCell>& cells, const std::vector<Polygon>& area, double people, const Dwellings& dwellings)
{
    std::vector<PeopleCell> here = dwellings.people_of(area, people);
    if (here.empty()) here = cells_of(area, people);
    cells.insert(cells.end(), std::make_move_iterator(here.begin()), std::make_move_iterator(here.end()));
}

std::vector<PeopleCell> cells_of_raster(Run& run, const std::string& file, const Dwellings& dwellings, const Crs& crs)
{
    const io::RasterFile raster(run.session, file);
    require_counts(raster, file);
    const Grid& grid = raster.info().grid;
    const io::Transformer to(run.session, grid.crs, crs);
    std::vector<PeopleCell> cells;
    for (int first = 0; first < grid.rows; first += strip_rows) {
        const int rows = std::min(strip_rows, grid.rows - first);
        const Pixels people = raster.read(0, {first, 0, rows, grid.cols});
        for (int row = 0; row < rows; ++row)
            for (int col = 0; col < grid.cols; ++col) {
                const double here = static_cast<double>(people(row, col));
                if (std::isnan(here) || here == 0) continue;
                if (here < 0 || std::isinf(here))
                    throw UnsafeError("POPULATION", file, fmt::format("{:g} people in row {}, column {}", here, first + row, col),
                                      "state the value that stands for no data in the file");
                if (cells.size() >= most_cells)
                    throw LimitError("PEOPLE", file, "more than 5 million pixels hold people", "cut the raster to the coast");
                Polyline ring = pixel_ring(grid, first + row, col, to);
                std::vector<PeopleCell> houses = dwellings.empty() ? std::vector<PeopleCell>() : dwellings.people_of({{ring, {}}}, here);
                if (houses.empty()) houses.push_back({std::move(ring), here});
                cells.insert(cells.end(), houses.begin(), houses.end());
            }
    }
    return cells;
}

int people_field(const Layer& layer, const std::string& file, const std::optional<std::string>& field)
{
    if (field) {
        if (layer.field(*field) < 0) throw UsageError("FIELD", file, "there is no field " + *field, "see --population-field");
        return layer.field(*field);
    }
    for (const char* name : {"pop", "population", "people", "pop_total"})
        if (const int i = layer.field(name); i >= 0) return i;
    throw UsageError("FIELD", file, "no field pop, population, people or pop_total", "name it with --population-field");
}

std::vector<PeopleCell> cells_of_layer(Run& run, const Layer& layer, const std::string& file, const std::optional<std::string>& field,
                                       const Dwellings& dwellings)
{
    const auto column = static_cast<std::size_t>(people_field(layer, file, field));
    std::vector<PeopleCell> cells;
    for (const Feature& feature : layer.features) {
        const auto people = number_of(feature.values[column]);
        const Geometry& g = feature.geometry;
        if (!people || *people < 0 || (g.points.empty() && g.polygons.empty())) {
            run.session.warnings.add("POPULATION", file, fmt::format("feature {} has no usable people or place: left out", feature.number));
            continue;
        }
        for (const Point& p : g.points) cells.push_back({{p}, *people / static_cast<double>(g.points.size())});
        if (g.points.empty()) settle(cells, g.polygons, *people, dwellings);
    }
    return cells;
}

}  // namespace

bool is_raster_name(const std::string& file)
{
    const std::string name = lower_case(file);
    return name.ends_with(".tif") || name.ends_with(".tiff") || name.ends_with(".jp2");
}

std::vector<PeopleCell> read_people(Run& run, const LayerOptions& layers, const std::string& file, const std::optional<std::string>& field,
                                    const Dwellings& dwellings, const Crs& crs)
{
    if (is_raster_name(file)) return cells_of_raster(run, file, dwellings, crs);
    Layer layer = io::read_layer(run.session, {file, std::nullopt, layers.source(file).assumed_crs});
    if (layer.kind == Geometry::Kind::none)
        throw UnsafeError("GEOMETRY", file, "a table without places: nobody knows where its people live",
                          "give points, polygons or a raster; a column of the settlements is named with --population-field");
    return cells_of_layer(run, in_analysis_crs(run.session, std::move(layer), crs, file), file, field, dwellings);
}

std::vector<Asset> people_of(const std::vector<PeopleCell>& cells, const AssessedCoast& coast, const AdminUnits& units,
                             const ExposureOptions& options)
{
    std::vector<std::vector<Asset>> parts(cells.size());
    parallel_for(static_cast<int>(cells.size()), [&](int i) {
        const auto n = static_cast<std::size_t>(i);
        parts[n] = assets_of(cells[n], coast, options);
        for (Asset& asset : parts[n]) asset.unit = units.at(asset.place);
    });
    std::vector<Asset> people;
    for (const auto& part : parts) people.insert(people.end(), part.begin(), part.end());
    return people;
}

double people_in(const HazardZone& zone, const std::vector<PeopleCell>& cells)
{
    const AreaIndex area(zone.area);
    std::vector<double> inside(cells.size(), 0);
    parallel_for(static_cast<int>(cells.size()), [&](int i) {
        const PeopleCell& cell = cells[static_cast<std::size_t>(i)];
        const bool point = cell.ring.size() == 1;
        const double share =
            point ? (area.contains(cell.ring.front()) ? 1 : 0) : area.overlap_m2(cell.ring) / std::abs(signed_area(cell.ring));
        inside[static_cast<std::size_t>(i)] = share * cell.people;
    });
    double sum = 0;
    for (const double people : inside) sum += people;
    return sum;
}

}  // namespace tasi::cli
