#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "algorithms/transects/crossing_rules.hpp"
#include "algorithms/transects/positions.hpp"
#include "algorithms/transects/shore_of_date.hpp"

namespace tasi {

/// What is found out about a crossing; several may hold. The order is that in which flags are written.
enum class Finding : std::uint8_t { collinear, multiple, island_ignored, beyond_reach, no_crossing, no_choice, oblique, island };

/// Findings as bits, and their words.
class Findings {
public:
    void add(Finding finding) { bits_ = static_cast<std::uint8_t>(bits_ | (1u << static_cast<unsigned>(finding))); }
    bool has(Finding finding) const { return (bits_ >> static_cast<unsigned>(finding)) & 1u; }
    std::vector<std::string> words() const;

private:
    std::uint8_t bits_ = 0;
};

/// The position of one transect at one date in its shortest form; NaN distance: missing.
struct FoundPosition {
    double distance_m = std::numeric_limits<double>::quiet_NaN();
    double sine = 1;  ///< of the angle between shore and transect
    int owner = 0;    ///< number of the shoreline it lies on, in `ShoreFacts::owners`
    Findings findings = {};
};

/// The crossings that the rule may choose from: `seaward` leaves out rings that are small and lie wholly seaward of the main line,
/// and where only small rings cross although the shoreline has a main line, all of them.
std::vector<Contact> eligible(const std::vector<Contact>& points, const ShoreFacts& facts, const CrossingRule& rule);

/// The position that the rule takes; none of its findings but `no choice`, `oblique` and `island` are added to `found`.
/// At least one crossing or vertex.
void choose_position(const CrossingRule& rule, const Candidates& candidates, const ShoreFacts& facts, FoundPosition& found);

/// The smallest sine of the angle by which an uncertainty is divided: that of 10 degrees.
extern const double flattest_sine;

}  // namespace tasi
