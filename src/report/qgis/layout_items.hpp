#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/report/qgis/project.hpp"
#include "src/report/qgis/xml_text.hpp"

namespace tasi::report {

/// A place on a sheet, in millimetres from its upper left corner.
struct Place {
    double x, y, width, height;
    double bottom() const { return y + height; }
    double right() const { return x + width; }
};

constexpr double page_width = 297, page_height = 210;  ///< A4 on its side

/// Parts of a sheet; later ones lie above earlier ones.
enum class Part {
    page = 1,
    map,
    detail,
    caption,
    title,
    subtitle,
    legend,
    table,
    table_frame,
    table_title,
    reading,
    scale_bar,
    detail_bar,
    arrow,
    sources
};

/// `box` widened to the shape of `place`, with a margin.
Box in_shape(const Box& box, const Place& place);

// Items of a sheet. Those of maps name the map that they belong to.

std::string page_xml();
/// `with_detail`: a rectangle in it shows where the closer map is.
std::string map_xml(Part part, const Box& box, const Place& place, bool with_detail);
/// `text` is a template of QGIS: what stands in [% %] is evaluated.
std::string label_xml(Part part, const Place& place, const std::string& text, double size_pt, bool bold, int grey);
/// In the lower left corner of a map that shows `shown`: a quarter of its width in metres or kilometres.
std::string scale_bar_xml(Part part, Part of_map, const Box& shown, const Place& map);
std::string north_arrow_xml(const Place& place);
/// What the map shows; `rows` at most, by which its letters shrink.
std::string legend_xml(const Place& place, const std::string& title, std::size_t rows);

constexpr double cell_margin_mm = 0.9;  ///< of a table, on both sides of a column

/// A column of a table: its heading, an expression of QGIS, its width in mm without margins.
struct TableColumn {
    std::string heading, expression;
    double width_mm = 0;
    bool number = false;
};

/// Rows of a layer for which `filter` holds, in the order of `sort_by` (expression, largest first), as many as there is room for.
std::string table_xml(const Place& place, const std::string& layer_id, const std::vector<TableColumn>& columns, const std::string& filter,
                      const std::string& sort_by, std::size_t rows);

/// Text as a template of QGIS that gives just this text: nothing in it is evaluated.
std::string as_template(const std::string& text);

/// What names a part inside a project: the same for every project.
std::string uuid(Part part);

}  // namespace tasi::report
