#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "src/report/qgis/symbols.hpp"

namespace tasi::report {

/// A class of features, shown in the legend under `label`: those for which `filter`, an expression of QGIS, holds (empty: all).
struct Rule {
    std::string label;
    std::string filter;
    Symbol symbol;
};

/// What is written beside features.
struct Labels {
    std::string expression;
    double size_pt = 8;
    Colour colour = rgb(0x202020);
    int below_scale = 0;  ///< shown only when zoomed in beyond 1:below_scale; 0: always
    bool bold = false;
    int priority = 5;  ///< 0 to 10: who stays where there is no room for all
};

/// How a layer is drawn. Every feature falls under a rule: a graduated renderer would silently leave out NULL.
struct LayerStyle {
    std::vector<Rule> rules;
    std::optional<Labels> labels;
    std::string order_by;  ///< expression: the features with the largest value are drawn last, on top
    std::string display;   ///< expression that names a feature in lists
    double opacity = 1;
};

/// A field name as an expression: `"name"`, its quotes doubled.
std::string field_expression(const std::string& name);

/// A text as an expression: `'text'`, with quotes and backslashes escaped.
std::string text_expression(const std::string& text);

/// The elements of a style document that draw and label: `<renderer-v2>`, `<labeling>`, `<layerOpacity>`, `<previewExpression>`.
std::string style_xml(const LayerStyle& style);

}  // namespace tasi::report
