#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/transects/choose_position.hpp"
#include "algorithms/transects/transect_grid.hpp"

namespace tasi {

/// Positions of many transects at many dates, 17 bytes each, while dates come in one after another and their lines go again.
class CrossingTable {
public:
    /// UsageError (2), UnsafeError (4) as `cross_all`.
    CrossingTable(std::vector<Transect> transects, CrossOptions options);

    /// Crosses more dates, on several threads. All shorelines of one date, scene and sensor come in one call; their order, and that
    /// of the calls, says nothing. UnsafeError (4) for a vertex that is not finite; LimitError (7) beyond 100,000,000 positions.
    void add(const std::vector<Shoreline>& shorelines);
    /// To be called after the last date: sorts them and decides what needs to know the other dates.
    void finish();

    const std::vector<Transect>& transects() const { return transects_; }
    std::size_t dates() const { return dates_.size(); }
    std::size_t rows() const { return transects_.size() * dates_.size(); }
    /// The rows of `count` transects from number `first` on, as `cross_all` gives them.
    std::vector<Position> positions(std::size_t first, std::size_t count) const;
    CrossSummary summary() const;

private:
    /// Crossings of a transect that wait for the other dates.
    struct Waiting {
        std::size_t transect;
        std::vector<Contact> points;
    };
    /// All transects at one date.
    struct Date {
        ShoreFacts facts;
        std::vector<double> distance_m, sine;  ///< `sine` only where uncertainty needs it
        std::vector<std::int32_t> owner, crossings;
        std::vector<Findings> findings;
        std::vector<Waiting> waiting;
        long water_ahead = 0, water_behind = 0;
    };
    struct Worker;

    Date cross(ShoreOfDate& shore, Worker& worker) const;
    void cross_transect(std::size_t transect, const Contacts& shared, ShoreOfDate& shore, Date& date) const;
    void require_geolocation_once(const ShoreFacts& facts) const;
    std::optional<double> uncertainty_m(const ShoreFacts::Owner& owner, double sine) const;
    void store(Date& date, std::size_t transect, const FoundPosition& found) const;
    void choose_by_other_dates();
    std::optional<double> median_of_single(std::size_t transect) const;
    Position position(std::size_t transect, const Date& date) const;

    std::vector<Transect> transects_;
    CrossOptions options_;
    const CrossingRule& rule_;
    TransectGrid grid_;
    std::vector<CrossedLine> lines_;
    std::vector<std::optional<double>> reference_m_;
    std::vector<Date> dates_;
};

}  // namespace tasi
