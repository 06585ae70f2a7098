#pragma once

#include <vector>

#include "algorithms/shorelines/disjoint_sets.hpp"
#include "algorithms/shorelines/surface_map.hpp"

namespace tasi {

/// A connected piece of land or water.
struct Body {
    long pixels = 0;
    bool at_edge = false;  ///< touches the edge of the image or of its data
    bool touches_missing = false;
    bool touches_sea = false;

    bool is_enclosed() const { return !at_edge && !touches_missing; }  ///< by other surfaces in view
};

/// Pieces by the label of their runs.
struct Bodies {
    DisjointSets sets;
    std::vector<Body> of_label;

    std::size_t label(std::size_t run) { return sets.label(run); }
    Body& of(std::size_t run) { return of_label[sets.label(run)]; }
    bool is_label(std::size_t run) { return sets.label(run) == run; }
};

/// The pieces of `map`. Land touches along sides and at corners, water along sides only; narrow water is a surface of its own.
/// Where some water is narrow, wide water also touches at a corner that has water on either side: a disk has passed there.
Bodies label_bodies(const SurfaceMap& map);

/// Gives every run with a chosen label the surface `into`.
void turn(SurfaceMap& map, Bodies& bodies, const std::vector<bool>& chosen, Surface into);

}  // namespace tasi
