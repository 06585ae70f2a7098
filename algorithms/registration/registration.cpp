#include "algorithms/registration/registration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "algorithms/registration/blocks.hpp"
#include "algorithms/registration/edges.hpp"
#include "src/core/error.hpp"
#include "src/core/median.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// What the blocks found, in their order, and all of them together.
struct Evidence {
    CorrelationSums whole;
    std::vector<PixelShift> shifts;
};

/// The sums of every block; one that has too few usable pixels, or no clear peak of its own, gives no shift.
Evidence correlate(const FramedImage& scene, const FramedImage& reference, const std::vector<Window>& windows,
                   const RegistrationOptions& options)
{
    const int search = options.search_px(), reach = search + peak_margin;
    std::vector<CorrelationSums> sums(windows.size(), CorrelationSums(reach));
    std::vector<std::optional<PixelShift>> shifts(windows.size());
    parallel_for(static_cast<int>(windows.size()), [&](int task) {
        const auto i = static_cast<std::size_t>(task);
        sums[i].add(scene, reference, windows[i]);
        if (sums[i].scene_pixels() < options.least_block_share * windows[i].rows * windows[i].cols) return;
        const auto peak = highest_peak(sums[i].surface(options.least_overlap), search);
        if (peak && peak->height >= options.least_peak) shifts[i] = peak->shift;
    });
    Evidence evidence{CorrelationSums(reach), {}};
    for (std::size_t i = 0; i < windows.size(); ++i) {
        evidence.whole.add(sums[i]);
        if (shifts[i]) evidence.shifts.push_back(*shifts[i]);
    }
    return evidence;
}

/// Middle and spread of one component.
struct Middle {
    double value, spread;
};

Middle middle_of(const std::vector<PixelShift>& shifts, double PixelShift::*axis)
{
    std::vector<double> values, away;
    for (const PixelShift& shift : shifts) values.push_back(shift.*axis);
    const double middle = median_of(values);
    for (const double value : values) away.push_back(std::abs(value - middle));
    return {middle, 1.4826 * median_of(away)};
}

/// The reason against a registration; empty when there is none.
std::string doubt(const Registration& found, const RegistrationOptions& options)
{
    const auto digits = [](double value) { return format_fixed(value, 2); };
    if (found.usable_px < options.least_usable_px)
        return fmt::format("only {} pixels of land are usable, {} are needed", format_fixed(found.usable_px, 0), options.least_usable_px);
    if (found.blocks == 0) return "no part of the land has edges that match";
    if (!(found.peak >= options.least_peak))
        return fmt::format("the edges match too little: correlation {}, {} is needed", digits(found.peak), digits(options.least_peak));
    if (found.second_peak > options.most_second * found.peak)
        return fmt::format("two places match almost equally: correlation {} and {}", digits(found.peak), digits(found.second_peak));
    if (found.blocks < options.least_blocks)
        return fmt::format("only {} blocks of land match, {} are needed", found.blocks, options.least_blocks);
    if (found.agreeing < options.least_agreeing)
        return fmt::format("only {} of {} blocks agree, {} must", found.agreeing, found.blocks, options.least_agreeing);
    if (std::max(found.spread_px.row, found.spread_px.col) > options.most_spread_px)
        return fmt::format("the blocks disagree: spread {} pixels, at most {}", digits(std::max(found.spread_px.row, found.spread_px.col)),
                           digits(options.most_spread_px));
    return {};
}

void judge(Registration& found, const RegistrationOptions& options)
{
    found.reason = doubt(found, options);
    if (!found.reason.empty()) return;
    const double largest = std::max(std::abs(found.shift_px.row), std::abs(found.shift_px.col));
    found.verdict =
        largest <= options.max_shift_px + options.shift_tolerance_px ? RegistrationVerdict::accepted : RegistrationVerdict::too_far;
    if (found.verdict == RegistrationVerdict::too_far)
        found.reason = fmt::format("shifted by {} pixels, more than {}", format_fixed(largest, 2), format_number(options.max_shift_px));
}

}  // namespace

int RegistrationOptions::search_px() const { return static_cast<int>(std::ceil(max_shift_px)) + 2; }

void RegistrationOptions::validate() const
{
    const auto require = [](bool good, const char* name, double value, const char* range) {
        if (!good) throw UsageError("REGISTRATION", "", fmt::format("{} is {}", name, format_number(value)), range);
    };
    require(max_shift_px > 0 && max_shift_px <= 20, "the largest shift", max_shift_px, "give more than 0 and at most 20 pixels");
    require(block_px >= 16, "the side of a block", block_px, "give at least 16 pixels");
    require(most_blocks >= least_blocks, "the number of blocks", most_blocks, "give at least the least number");
    require(least_overlap > 0 && least_overlap <= 1, "the least overlap", least_overlap, "give more than 0 and at most 1");
}

Registration register_to(const Pixels& scene, const Mask& scene_mask, const Pixels& reference, const Mask& reference_mask,
                         const RegistrationOptions& options)
{
    options.validate();
    if (scene.rows() != reference.rows() || scene.cols() != reference.cols())
        throw BugError("REGISTRATION", "", "two images of different size", "resample the reference first");
    const int frame = options.search_px() + peak_margin;
    const FramedImage scene_edges(edge_strength(scene, scene_mask), frame),
        reference_edges(edge_strength(reference, reference_mask), frame);
    const auto windows =
        block_windows(static_cast<int>(scene.rows()), static_cast<int>(scene.cols()), options.block_px, options.most_blocks);
    const Evidence evidence = correlate(scene_edges, reference_edges, windows, options);

    Registration found;
    const Middle row = middle_of(evidence.shifts, &PixelShift::row), col = middle_of(evidence.shifts, &PixelShift::col);
    found.shift_px = {row.value, col.value};
    found.spread_px = {row.spread, col.spread};
    found.blocks = static_cast<int>(evidence.shifts.size());
    for (const PixelShift& shift : evidence.shifts)
        found.agreeing += std::hypot(shift.row - row.value, shift.col - col.value) <= options.agreement_px;
    found.usable_px = (scene_edges.present * reference_edges.present).sum();
    found.independent_blocks =
        std::clamp(found.usable_px / (options.block_px * options.block_px), 1.0, std::max(1.0, static_cast<double>(found.blocks)));
    found.sd_px = found.blocks == 0 ? nothing : std::hypot(row.spread, col.spread) / std::sqrt(2 * found.independent_blocks);
    if (const auto peak = highest_peak(evidence.whole.surface(options.least_overlap), options.search_px())) {
        found.peak = peak->height;
        found.second_peak = peak->second;
        found.overlap = peak->overlap / evidence.whole.scene_pixels();
    }
    judge(found, options);
    return found;
}

}  // namespace tasi
