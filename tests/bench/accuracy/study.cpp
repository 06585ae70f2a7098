#include "tests/bench/accuracy/study.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/bench/accuracy/bound.hpp"

namespace tasi::bench {
namespace {

using namespace scenes::measured;

template <class Row>
std::vector<const Row*> chosen(const std::vector<Row>& table, const std::vector<std::string>& names)
{
    std::vector<const Row*> rows;
    for (const Row& row : table)
        if (names.empty() || std::find(names.begin(), names.end(), row.name) != names.end()) rows.push_back(&row);
    for (const std::string& name : names)
        if (std::none_of(table.begin(), table.end(), [&](const Row& row) { return row.name == name; }))
            throw UsageError("BENCH", "", "there is no `" + name + "`", "see the tables of the simulator and of the methods");
    return rows;
}

Cell measured(const CoastKind& coast, const SensorKind& sensor, const Nuisance& nuisance, const std::vector<Method>& methods, int seeds)
{
    Cell cell{coast.name, sensor.name, nuisance.name, 0, {}};
    std::vector<std::vector<StationError>> errors(methods.size());
    for (int seed = 1; seed <= seeds; ++seed) {
        const MeasuredScene scene = render(coast, sensor, nuisance, static_cast<std::uint64_t>(seed));
        cell.bound_px += std::pow(attainable_error_px(scene, coast, sensor, nuisance), 2) / seeds;
        for (std::size_t m = 0; m < methods.size(); ++m) {
            const auto of_scene = station_errors(scene, methods[m].find(scene));
            errors[m].insert(errors[m].end(), of_scene.begin(), of_scene.end());
        }
    }
    cell.bound_px = std::sqrt(cell.bound_px);
    for (const auto& of_method : errors) cell.scores.push_back(statistics(of_method));
    return cell;
}

}  // namespace

Study run_study(const StudyOptions& options)
{
    Study study;
    const std::vector<Method> all = methods();
    for (const Method* method : chosen(all, options.methods)) study.methods.push_back(*method);
    const auto coasts = chosen(coast_kinds(), options.coasts);
    const auto sensors = chosen(sensor_kinds(), options.sensors);
    const auto disturbances = chosen(nuisances(), options.nuisances);
    const std::size_t per_sensor = disturbances.size() * coasts.size();
    study.cells.resize(sensors.size() * per_sensor);
    parallel_for(static_cast<int>(study.cells.size()), [&](int i) {
        const auto number = static_cast<std::size_t>(i);
        study.cells[number] = measured(*coasts[number % coasts.size()], *sensors[number / per_sensor],
                                       *disturbances[number / coasts.size() % disturbances.size()], study.methods, options.seeds);
    });
    return study;
}

}  // namespace tasi::bench
