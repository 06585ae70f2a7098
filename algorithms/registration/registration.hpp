#pragma once

#include <string>

#include "algorithms/registration/correlation.hpp"

namespace tasi {

/// How a shift between two images is found, and what it takes to believe it (docs/methods/registration.md).
struct RegistrationOptions {
    double max_shift_px = 3;          ///< per axis: a larger one means wrong data, not an error of position
    double shift_tolerance_px = 0.1;  ///< by which an estimate may exceed it
    int block_px = 64;                ///< side of a block
    int most_blocks = 256;            ///< spread evenly over a large image
    double least_block_share = 0.1;   ///< 0..1 of the pixels of a block that must be usable
    double least_overlap = 0.3;       ///< 0..1 of the usable pixels of the scene that must meet the reference
    double least_peak = 0.3;          ///< correlation, -1..1
    double most_second = 0.8;         ///< of the first peak
    int least_usable_px = 2048;       ///< of land in both images: half a block
    int least_blocks = 8;             ///< with an estimate
    int least_agreeing = 5;           ///< of them, within `agreement_px` of the result
    double agreement_px = 0.5;
    double most_spread_px = 0.3;  ///< 1.4826 MAD of the blocks, per axis

    /// Whole pixels searched: the largest shift and two more, so that a too large one is seen as such.
    int search_px() const;
    void validate() const;  ///< UsageError naming the option and its range
};

/// Why a shift is not applied.
enum class RegistrationVerdict { accepted, no_evidence, too_far };

/// The shift of a scene against a reference, and what speaks for it.
struct Registration {
    PixelShift shift_px;     ///< by which the scene's content lies too far down and right: the median of the blocks; NaN without any
    PixelShift spread_px;    ///< 1.4826 MAD of the blocks
    double sd_px = 0;        ///< 1 sigma of the shift along one axis: spread / sqrt(independent blocks); NaN without blocks
    double peak = 0;         ///< correlation of the whole image at its best whole shift
    double second_peak = 0;  ///< that of the best other place
    double overlap = 0;      ///< 0..1 of the usable pixels of the scene that meet the reference there
    double usable_px = 0;    ///< land in both images
    int blocks = 0, agreeing = 0;
    double independent_blocks = 0;  ///< blocks overlap: as many as would fit side by side on the usable pixels
    RegistrationVerdict verdict = RegistrationVerdict::no_evidence;
    std::string reason;  ///< why it is not accepted; empty when it is

    bool accepted() const { return verdict == RegistrationVerdict::accepted; }
};

/// The shift of `scene` against `reference`, two images of the same band on the same grid, from their edges (`edge_strength`).
/// Pixels with a flag in a mask (which may be empty) do not take part: give there what is no firm land, the shoreline with what it
/// may have moved included. Deterministic for any number of threads.
/// Sources: Padfield 2012 (doi:10.1109/TIP.2011.2181402), Guizar-Sicairos et al. 2008 (doi:10.1364/OL.33.000156).
/// Errors: BugError when the sizes differ; UsageError for options out of range. No evidence is a result, not an error.
Registration register_to(const Pixels& scene, const Mask& scene_mask, const Pixels& reference, const Mask& reference_mask,
                         const RegistrationOptions& options = {});

}  // namespace tasi
