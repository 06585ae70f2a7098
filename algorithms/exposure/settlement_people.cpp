#include "algorithms/exposure/settlement_people.hpp"

#include <algorithm>

#include "algorithms/exposure/exact_sum.hpp"

namespace tasi {
namespace {

Asset at_the_place(const SettlementRisk& risk)
{
    Asset asset;
    asset.place = risk.place.value_or(Point{});
    asset.stake.amount = 1;
    asset.stake.stretch = risk.stretch;
    asset.stake.own_share = risk.own_share;
    asset.far = risk.reason.starts_with("far:");
    if (risk.assessment != "not assessed")
        for (const auto& p : risk.probability) asset.stake.probability.push_back(*p);
    return asset;
}

/// Those in the sea are given to the others.
void leave_the_sea(std::vector<Asset>& people)
{
    const auto wet = [](const Asset& asset) { return asset.seaward; };
    if (std::all_of(people.begin(), people.end(), wet)) return;
    std::erase_if(people, wet);
    ExactSum dry;
    for (const Asset& asset : people) dry.add(asset.stake.amount);
    for (Asset& asset : people) asset.stake.amount /= dry.value();
}

}  // namespace

std::vector<Asset> people_of(const Geometry& settlement, const SettlementRisk& risk, const AssessedCoast& coast,
                             const ExposureOptions& options, const Dwellings& dwellings)
{
    if (settlement.polygons.empty() || risk.assessment == "not assessed") return {at_the_place(risk)};
    std::vector<PeopleCell> cells = dwellings.people_of(settlement.polygons, 1);
    const bool at_buildings = !cells.empty();
    if (!at_buildings) cells = cells_of(settlement.polygons, 1);
    const auto front = at_buildings || *risk.dist_m <= 0 ? std::nullopt : risk.dist_m;
    std::vector<Asset> people;
    for (const PeopleCell& cell : cells)
        for (Asset& asset : assets_of(cell, coast, options, front)) people.push_back(std::move(asset));
    if (!at_buildings) leave_the_sea(people);
    for (Asset& asset : people)
        if (asset.assessed()) asset.stake.own_share = risk.own_share;
    return people;
}

std::optional<double> expected_share(const std::vector<Asset>& people, std::size_t horizon)
{
    std::optional<double> share;
    for (const Asset& asset : people)
        if (asset.assessed()) share = share.value_or(0) + asset.stake.probability[horizon] * asset.stake.amount;
    return share;
}

double share_not_assessed(const std::vector<Asset>& people)
{
    double share = 0;
    for (const Asset& asset : people) share += asset.assessed() ? 0 : asset.stake.amount;
    return share;
}

}  // namespace tasi
