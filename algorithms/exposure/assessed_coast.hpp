#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/departure.hpp"
#include "algorithms/transects/segment_index.hpp"
#include "src/core/date.hpp"
#include "src/core/transect.hpp"

namespace tasi {

/// The most likely break of a record, as its rates state it (columns `brk_`). What is missing was not worth describing (p of 0.05 or more).
struct RecordBreak {
    double p = 1;
    std::optional<double> jump_m;           ///< seaward positive
    std::optional<Instant> date, from, to;  ///< it lies between the latter two
    std::optional<RateOfPart> before, after;
};

/// A transect with what its history says of the shoreline; nothing where it was not assessed.
struct AssessedTransect {
    Transect transect;
    std::optional<double> rate_m_per_year;    ///< seaward positive
    std::optional<double> rate_interval;      ///< half width at the stated confidence, metres a year
    std::optional<double> ordinary_interval;  ///< the same without regard to autocorrelation (`LCI90`)
    std::optional<double> rate_sd;            ///< 1 sigma
    std::optional<double> degrees_of_freedom;
    std::optional<double> lever_yr;  ///< from the middle of the record to the present shoreline, years: ties its error to that of the rate
    std::optional<double> now_m;     ///< present shoreline, metres from the landward end
    std::optional<double> now_sd_m;
    std::string trend;  ///< `eroding`, `accreting`, `no detectable trend`, `not assessed`
    std::string certainty;
    std::string flags;            ///< of the rates, joined by `;`
    std::optional<Instant> last;  ///< newest date of the record
    std::optional<RecordBreak> record_break;

    bool assessed() const { return rate_m_per_year && rate_sd && now_m && now_sd_m && trend != "not assessed"; }
    /// Of the errors of present line and rate, at most their product: lever x rate_sd^2, m^2 a year.
    double covariance_m2_per_year() const
    {
        const double tied = lever_yr && rate_sd ? std::max(0.0, *lever_yr) * *rate_sd * *rate_sd : 0;
        return std::min(tied, rate_sd.value_or(0) * now_sd_m.value_or(0));
    }
    bool located() const { return now_m.has_value(); }
    Point shore() const { return transect.at(*now_m); }
    Point middle() const { return transect.at(transect.length_m() / 2); }
};

/// The part of the present coast that transects stand for.
class AssessedCoast {
public:
    /// `shoreline`: the present shore, for straight distances; empty: the line through the transects' present positions.
    AssessedCoast(std::vector<AssessedTransect> transects, std::vector<Polyline> shoreline);

    const std::vector<AssessedTransect>& transects() const { return transects_; }
    /// Median distance between neighbouring present positions, metres; 0 when there are fewer than two.
    double spacing_m() const { return spacing_m_; }
    /// Metres of coast that each transect stands for: half the way to each neighbour, at most one spacing.
    const std::vector<double>& coast_m() const { return coast_m_; }

    struct Nearest {
        double distance_m = 0;
        Point point;  ///< of the shoreline
        Point place;  ///< of the edge
    };
    /// Where the edge a-b (or the point a = b) and the present shoreline come nearest to each other; nothing without a shoreline.
    /// `beyond_m`: what is farther is not looked for.
    std::optional<Nearest> nearest_shore(const Point& a, const Point& b, double beyond_m = 1e9) const;
    std::optional<Nearest> nearest_shore(const Point& place) const { return nearest_shore(place, place); }

    /// A transect that serves a place, with its weight (weights sum to 1).
    struct Link {
        std::size_t transect;
        double weight;
        double distance_m;  ///< from the place to the present shoreline along the transect, landward positive
    };
    struct Linked {
        std::vector<Link> links;  ///< none: see `reason`
        std::string reason;       ///< why no transect serves the place
    };
    /// The transects that serve a place, neighbours combined without a jump: transect i weighs exp(-(r_i - r) / (spacing / 5)), r_i
    /// the straight distance to its present position, r the least of them; those that face another way weigh less or nothing.
    /// None when the place is not within `within_m` of the shore; when the shore nearest to it has no transect within max(3 spacings,
    /// 100 m): the coast in front of it was not measured; or when it lies beyond the last transect (no transect passes within
    /// max(1.5 spacings, 100 m), and none is within 3 spacings).
    Linked link(const Point& place, double within_m) const;

    /// The other shore of a spit or an island: the same for the nearest transect that faces away from those of `first` and to which
    /// no shoreline bars the way. No links where there is none.
    Linked link_behind(const Point& place, double within_m, const Linked& first) const;

    /// The stretch of about 1 km of coast to which a transect belongs; stretches never reach over two baselines.
    std::size_t stretch_of(std::size_t transect) const { return stretches_[transect]; }

private:
    struct Near {
        std::size_t transect;
        double distance_m;
    };
    std::optional<Near> nearest_transect(const Point& place, double within_m, const Vector* away_from) const;
    Linked blend(const Point& place, const Near& nearest) const;
    bool in_front(const Point& place, const Near& nearest, const Linked& linked) const;
    bool barred(const Point& place, const Point& shore) const;
    double foot_limit_m() const;

    std::vector<AssessedTransect> transects_;
    std::vector<Polyline> shoreline_;
    double spacing_m_ = 0;
    std::vector<double> coast_m_;
    std::vector<std::size_t> stretches_;
    SegmentIndex shore_segments_;
    SegmentIndex strokes_;  ///< a short stroke at each present position; the number of its line is that of the transect
};

}  // namespace tasi
