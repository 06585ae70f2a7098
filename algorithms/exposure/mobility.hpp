#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/small_counts.hpp"
#include "src/core/date.hpp"

namespace tasi {

/// One line of displacement figures: people of one place, round, reason and origin.
struct MobilityFigure {
    std::vector<std::string> codes;  ///< P-codes from level 1 to the level of the data; empty where the line states none
    Instant date;
    std::string round;  ///< empty in data without rounds
    std::string reason;
    std::optional<long long> people;  ///< nothing: not stated
};

struct MobilityOptions {
    long long min_count = 10;       ///< counts below it, but above 0, are not shown
    std::optional<Instant> before;  ///< the newest round up to that day; default the newest of all
    void validate() const;          ///< UsageError (2)
};

/// A count of people that may be shown, or why it is not.
struct PublishedCount {
    std::optional<long long> people;  ///< as counted; only when `disclosure` is shown
    Disclosure disclosure = Disclosure::shown;
    bool incomplete = false;  ///< a line of it states no number

    /// `250`, `0`, `<10`, `withheld`, or empty when incomplete.
    std::string text(long long min_count) const;
};

/// People of one place, in the one round that counts.
struct MobilityPlace {
    std::string code;         ///< P-code at `level`; empty when the lines state none
    std::string parent_code;  ///< of the level above, empty at level 1
    int level = 0;
    std::string round;
    Instant first, last;  ///< dates of its lines
    PublishedCount people;
    std::optional<double> share_pct;      ///< of all people of the round; only for counts that are shown, and when the sum of all may be
    std::vector<PublishedCount> reasons;  ///< one per reason of the table
};

struct MobilityTable {
    std::vector<std::string> reasons;  ///< in the order of the alphabet
    std::vector<MobilityPlace> places;
    std::string round;                ///< empty in data without rounds
    Instant first, last;              ///< dates of the lines used
    long other_rounds = 0;            ///< lines of other rounds (older dates, in data without rounds), which are not used
    long places_of_other_rounds = 0;  ///< places of the level that only these hold
};

/// The lines of the newest round that was complete by `before`, which is the round whose newest date is the latest up to that day. Numbers
/// of people are stocks: rounds are never summed. In data without rounds each place counts with its own newest date. NoResultError (5) when
/// every round is later.
std::vector<MobilityFigure> newest_round(const std::vector<MobilityFigure>& figures, const std::optional<Instant>& before);

/// People per place of `level` in the newest round, by reason, with small counts hidden such that neither the tables of all levels nor
/// their sums betray one (`protect_small_counts`). `level` is at most that of the data: people are never spread over smaller units.
/// UnsafeError (4) when a P-code stands under two parents.
MobilityTable tabulate_mobility(const std::vector<MobilityFigure>& figures, std::size_t level, const MobilityOptions& options);

}  // namespace tasi
