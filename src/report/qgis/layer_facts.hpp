#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/columns.hpp"

namespace tasi::report {

/// What a style asks of a layer: its columns under the names that the file gives them, and what stands in them.
class LayerFacts {
public:
    LayerFacts(const Layer& layer, const std::vector<io::Column>& columns) : layer_(layer), columns_(columns) {}

    const std::string& name() const { return layer_.name; }
    Geometry::Kind kind() const { return layer_.kind; }
    bool has(std::string_view field) const { return layer_.field(field) >= 0; }
    /// The column of a field of ours as an expression; `NULL` when the layer has none, so that rules stay valid.
    std::string column(std::string_view field) const;
    /// The column that starts with `prefix` and goes on with digits (`p_2050`), with these digits, in their order.
    std::vector<int> numbers_after(std::string_view prefix) const;
    /// The whole numbers that stand in a field (the years of a date), sorted, each once.
    std::vector<int> years_in(std::string_view field) const;
    /// Per cent of the confidence interval that the columns are about (`LCI90`), as text; empty when none is there.
    std::string confidence_pct() const;
    /// The column by which people call a place, as an expression; empty when none is found.
    std::string place_name() const;

private:
    const Layer& layer_;
    const std::vector<io::Column>& columns_;
};

}  // namespace tasi::report
