#pragma once

#include "src/io/crs.hpp"
#include "src/report/study_results.hpp"

namespace tasi::report {

/// A coast of three transects, 50 m apart: one retreats, one grows, one was not assessed; and two settlements, one of them named as an
/// attack.
inline StudyResults small_study()
{
    const auto day = [](int year) { return *instant_of(year, 7, 14); };
    StudyResults study;
    study.crs = io::crs_from_user("EPSG:32751");
    Layer rates{"rates", Geometry::Kind::lines, false, study.crs, {}, {}};
    rates.fields = {{"transect"},
                    {"LRR", FieldType::real},
                    {"LCIac", FieldType::real},
                    {"n", FieldType::integer},
                    {"first", FieldType::date_time},
                    {"last", FieldType::date_time},
                    {"trend"},
                    {"certainty"},
                    {"flags"},
                    {"as_of", FieldType::date_time},
                    {"now_m", FieldType::real}};
    const auto transect = [&](const char* id, double x, Value rate, const char* trend, const char* certainty, Value flags, Value now) {
        rates.features.push_back({0,
                                  Geometry::of(Polyline{{x, 9e6}, {x, 9e6 + 400}}),
                                  {id, rate, 0.25, std::int64_t{20}, day(1990), day(2025), trend, certainty, flags, day(2025), now}});
    };
    transect("T1", 700'000, -2.0, "eroding", "good", "outlier:mad=2", 200.0);
    transect("T2", 700'050, 0.75, "accreting", "good", {}, 210.0);
    transect("T3", 700'100, {}, "not assessed", "not assessed", {}, {});
    study.layers["rates"] = rates;

    Layer places{"settlements_at_risk", Geometry::Kind::points, false, study.crs, {}, {}};
    places.fields = {{"name"},
                     {"transect"},
                     {"dist_m", FieldType::real},
                     {"rate_m_yr", FieldType::real},
                     {"p_2030", FieldType::real},
                     {"p_2100", FieldType::real},
                     {"reach_yr", FieldType::real},
                     {"reach_lo", FieldType::real},
                     {"reach_hi", FieldType::real},
                     {"ppl_2030", FieldType::real},
                     {"ppl_2100", FieldType::real},
                     {"class"},
                     {"reason"}};
    places.features.push_back(
        {0,
         Geometry::of(Point{700'010, 9'000'150}),
         {"<img src=x onerror=alert(1)>", "T1", 50.0, -2.0, 0.004, 0.995, 2049.7, 2040.2, {}, 0.5, 1234.6, "at risk", "p(2100) = 0.99"}});
    places.features.push_back(
        {0, Geometry::of(Point{700'090, 9'000'150}), {"=1+1", {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, "not assessed", "no transect"}});
    study.layers["settlements_at_risk"] = places;

    for (const int year : {1990, 2000, 2025})
        study.positions.push_back({"T1", day(year), 200.0 - 2 * (year - 2025), 5.0, {}, {}, {}, "", "", 1, {}});
    study.files.push_back({"rates.gpkg", {"rates"}, {}});
    return study;
}

}  // namespace tasi::report
