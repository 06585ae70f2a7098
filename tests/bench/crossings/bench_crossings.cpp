// Times the crossings of transects with shorelines that are already in memory: no file is read or written within the time.
//
//     bench_crossings FILE THREADS [DATES]
//
// FILE, little-endian: three int64 (transects, dates, vertices of each), then four doubles a transect (landward end, seaward end), then two
// a vertex, date by date. Prints seconds, the number of crossings and their sum of distances.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "algorithms/transects/crossing_table.hpp"
#include "src/core/parallel.hpp"

using namespace tasi;

namespace {

template <class T>
std::vector<T> numbers(std::ifstream& in, std::int64_t count)
{
    std::vector<T> all(static_cast<std::size_t>(count));
    in.read(reinterpret_cast<char*>(all.data()), static_cast<std::streamsize>(all.size() * sizeof(T)));
    return all;
}

}  // namespace

int main(int count, char** words)
{
    if (count < 3) return 2;
    std::ifstream in(words[1], std::ios::binary);
    const auto sizes = numbers<std::int64_t>(in, 3);
    const auto dates = count > 3 ? std::min<std::int64_t>(sizes[1], std::atoll(words[3])) : sizes[1];
    std::vector<Transect> transects;
    for (std::int64_t i = 0; i < sizes[0]; ++i) {
        const auto p = numbers<double>(in, 4);
        Transect t;
        t.id = std::to_string(i + 1);
        t.landward = {p[0], p[1]};
        t.seaward = {p[2], p[3]};
        transects.push_back(t);
    }
    std::vector<Shoreline> shorelines;
    for (std::int64_t date = 0; date < dates; ++date) {
        const auto p = numbers<double>(in, 2 * sizes[2]);
        Shoreline s;
        s.date.milliseconds = date * 86'400'000;
        s.lines.emplace_back();
        for (std::size_t i = 0; i < p.size(); i += 2) s.lines[0].push_back({p[i], p[i + 1]});
        shorelines.push_back(std::move(s));
    }
    if (!in) return 3;
    set_thread_count(std::atoi(words[2]));

    const auto start = std::chrono::steady_clock::now();
    CrossingTable table(transects, {});
    table.add(shorelines);
    table.finish();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;

    double sum_m = 0;
    long crossings = 0;
    for (const Position& p : table.positions(0, transects.size())) {
        crossings += p.crossings;
        sum_m += p.distance_m.value_or(0);
    }
    std::printf("%.6f %ld %.6f\n", taken.count(), crossings, sum_m);
}
