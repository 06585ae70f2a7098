#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/columns.hpp"
#include "src/report/qgis/strings.hpp"

namespace tasi::report {

/// What a style asks of a layer: its columns under the names that the file gives them, and what stands in them.
class LayerFacts {
public:
    LayerFacts(const Layer& layer, const std::vector<io::Column>& columns, const MapWords& words = map_words())
        : layer_(layer), columns_(columns), words_(words)
    {
    }

    const std::string& name() const { return layer_.name; }
    Geometry::Kind kind() const { return layer_.kind; }
    const MapWords& words() const { return words_; }
    /// Coordinates are degrees: lengths in them mean nothing on paper.
    bool in_degrees() const { return !layer_.crs.empty() && !layer_.crs.metres; }
    bool has(std::string_view field) const { return layer_.field(field) >= 0; }
    /// The column of a field of ours as an expression; `NULL` when the layer has none, so that rules stay valid.
    std::string column(std::string_view field) const;
    /// The column that starts with `prefix` and goes on with digits (`p_2050`), with these digits, in their order.
    std::vector<int> numbers_after(std::string_view prefix) const;
    /// The whole numbers that stand in a field (the years of a date), sorted, each once.
    std::vector<int> years_in(std::string_view field) const;
    /// What stands in a field, row by row: nothing for all rows when the layer has none.
    std::vector<std::optional<double>> numbers_in(std::string_view field) const;
    std::vector<std::string> texts_in(std::string_view field) const;
    /// Per cent of the confidence interval that the columns are about (`LCI90`), as text; empty when none is there.
    std::string confidence_pct() const;
    /// The column by which people call a place, as an expression; empty when none is found.
    std::string place_name() const;
    /// The same as the field of the layer.
    std::string place_name_field() const;

private:
    const Layer& layer_;
    const std::vector<io::Column>& columns_;
    const MapWords& words_;
};

}  // namespace tasi::report
