#include "scenes/synthetic/measured/coast_kinds.hpp"

#include <cmath>
#include <numbers>

#include "scenes/synthetic/measured/drawn_lines.hpp"
#include "scenes/synthetic/measured/row_named.hpp"

namespace tasi::scenes::measured {
namespace {

constexpr double far = 110;   // from the centre: outside the view at any angle
constexpr double step = 0.1;  // between vertices: an arc of radius 6 and its chord part by 0.0002

double wave(double x, double amplitude, double length) { return amplitude * std::sin(2 * std::numbers::pi * x / length); }

/// A wave around the x axis, land to the south, turned.
std::vector<Polyline> wavy(double amplitude, double length, double angle_deg)
{
    return {turned(graph([=](double x) { return wave(x, amplitude, length); }, far, -far, step), angle_deg)};
}

/// A finger of land 4 wide that reaches out from a straight coast.
std::vector<Polyline> spit() { return {turned(rounded({{far, -28}, {2, -28}, {2, 26}, {-2, 26}, {-2, -28}, {-far, -28}}, 1.0, step), 25)}; }

/// An islet of 20 across, joined to a straight coast by a neck 4 wide.
std::vector<Polyline> tombolo()
{
    const double r = 10, middle = 14;
    Polyline corners{{far, -22}, {2, -22}};
    const double neck = std::asin(2 / r);
    for (int i = 0; i <= 36; ++i) {
        const double angle = -std::numbers::pi / 2 + neck + i * (2 * std::numbers::pi - 2 * neck) / 36;
        corners.push_back({r * std::cos(angle), middle + r * std::sin(angle)});
    }
    corners.push_back({-2, -22});
    corners.push_back({-far, -22});
    return {turned(rounded(corners, 1.0, step), -35)};
}

/// A lagoon behind a barrier, open to the sea by a mouth 4 wide.
std::vector<Polyline> inlet()
{
    const Polyline corners{{far, 10}, {2, 10}, {2, -4}, {24, -4}, {24, -28}, {-24, -28}, {-24, -4}, {-2, -4}, {-2, 10}, {-far, 10}};
    return {turned(rounded(corners, 1.0, step), 12)};
}

std::vector<Polyline> islands()
{
    std::vector<Polyline> rings;
    for (const Point& centre : Polyline{{-24.3, -22.1}, {23.6, -25.8}, {-22.9, 24.4}, {26.2, 22.7}})
        rings.push_back(circle(centre, 6, step));
    return rings;
}

}  // namespace

CoastKind straight_coast(double angle_deg)
{
    CoastKind coast{"straight-" + std::to_string(std::lround(angle_deg)), "a straight coast", {}};
    coast.waterlines = [angle_deg] {
        const Polyline east_west{{far, 0.0}, {-far, 0.0}};
        return std::vector<Polyline>{turned(east_west, angle_deg)};
    };
    return coast;
}

CoastKind island_at(const Point& centre, double radius)
{
    CoastKind coast{"island", "a round island", {}};
    coast.waterlines = [centre, radius] { return std::vector<Polyline>{circle(centre, radius, step)}; };
    return coast;
}

const std::vector<CoastKind>& coast_kinds()
{
    static const std::vector<CoastKind> table{
        straight_coast(0),
        straight_coast(17),
        straight_coast(45),
        straight_coast(71),
        {"curved", "bays and headlands: a sine of length 80 and amplitude 10.8, least radius 15", [] { return wavy(10.8, 80, 20); }},
        {"cusped", "beach cusps: a sine of length 12 and amplitude 1.2, least radius 3", [] { return wavy(1.2, 12, 33); }},
        {"spit", "a spit 4 wide and 54 long", spit},
        {"tombolo", "an islet 20 across, joined to the coast by a neck 4 wide", tombolo},
        {"inlet", "a lagoon open to the sea by a mouth 4 wide", inlet},
        {"ring-island", "four islands of radius 6", islands},
        {"mangrove", "mangrove that stands at the water, a sine of length 100 and amplitude 4", [] { return wavy(4, 100, -28); },
         Material::vegetation},
        {"reef-flat", "a reef terrace under shallow water, 8 wide, before a sand beach", [] { return wavy(3, 90, 50); },
         Material::pale_sand, 8},
        {"rock", "a rocky coast, a sine of length 30 and amplitude 2, least radius 11", [] { return wavy(2, 30, -62); }, Material::rock},
    };
    return table;
}

const CoastKind& coast_kind_named(const std::string& name) { return row_named(coast_kinds(), name, "coast"); }

}  // namespace tasi::scenes::measured
