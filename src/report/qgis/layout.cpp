#include "src/report/qgis/layout.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_style.hpp"
#include "src/report/qgis/layout_items.hpp"

namespace tasi::report {
namespace {

constexpr double gap = 4, caption_height = 5;
constexpr Place title_place{10, 6, 277, 10}, subtitle_place{10, 16, 277, 5}, legend_place{217, 22, 72, 182}, content{10, 23, 202, 163},
    source_place{10, 188, 202, 18};

/// Where the parts of a sheet stand.
struct Arrangement {
    Place map = content, detail{}, table{};
    bool with_detail = false;
};

/// A wide coast takes a band, with the closer map and the table below it; a tall one a column, with both beside it.
Arrangement arrangement_of(const Box& box)
{
    const double width = std::max(box.most.x - box.least.x, 1e-9), height = std::max(box.most.y - box.least.y, 1e-9);
    Arrangement a;
    a.with_detail = true;
    if (width >= height) {
        a.map.height = std::clamp(content.width * height / width * 1.15, 55.0, 95.0);
        const double y = a.map.bottom() + gap + caption_height, left = content.bottom() - y;
        a.detail = {content.x, y, std::min(left * 1.2, 96.0), left};
        a.table = {a.detail.right() + gap, y, content.right() - a.detail.right() - gap, left};
    } else {
        a.map.width = std::clamp(content.height * width / height * 1.15, 55.0, 98.0);
        const double x = a.map.right() + gap, left = content.right() - x;
        a.detail = {x, content.y + caption_height, left, 84};
        const double y = a.detail.bottom() + gap + caption_height;
        a.table = {x, y, left, content.bottom() - y};
    }
    return a;
}

/// Small enough that a title of any length fits its two lines.
double title_size(const std::string& title)
{
    const double letters = static_cast<double>(title.size());
    return letters <= 60 ? 16 : std::clamp(16 * 60 / letters * 1.1, 6.0, 12.0);
}

/// Around a place with the shore before it: 1.2 km, less where the whole coast is short.
Box around(const Box& place, const Box& coast, bool degrees)
{
    const double width = place.most.x - place.least.x, height = place.most.y - place.least.y;
    const double length = std::max(coast.most.x - coast.least.x, coast.most.y - coast.least.y);
    const double room = std::max({std::min(degrees ? 600 / 111'000.0 : 600, 0.15 * length), 0.8 * width, 0.8 * height});
    const Point middle{(place.least.x + place.most.x) / 2, (place.least.y + place.most.y) / 2};
    return {{middle.x - room, middle.y - room}, {middle.x + room, middle.y + room}};
}

/// A name that fits a line: the beginning of a longer one.
std::string shortened(const std::string& name, std::size_t letters)
{
    std::size_t end = 0, seen = 0;
    while (end < name.size() && seen < letters) {
        ++end;
        while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
        ++seen;
    }
    return end == name.size() ? name : name.substr(0, end) + "\u2026";
}

std::string chance(const std::string& column)
{
    return fmt::format(
        "CASE WHEN {0} IS NULL THEN '\u2013' WHEN {0} < 0.01 THEN '< 1 %' WHEN {0} > 0.99 THEN '> 99 %' "
        "ELSE format_number(100 * {0}, 0) || ' %' END",
        column);
}

std::string year(const std::string& column) { return fmt::format("coalesce(to_string(to_int(floor({}))), '\u2013')", column); }

std::vector<TableColumn> columns_of(const Endangered& places, const MapWords& words, double width_mm)
{
    std::vector<TableColumn> columns;
    for (std::size_t i = places.horizons.size() > 2 ? places.horizons.size() - 2 : 0; i < places.horizons.size(); ++i)
        columns.push_back(
            {words.with("layout.table_chance", places.horizons[i]), chance(fmt::format("\"p_{}\"", places.horizons[i])), 15, true});
    if (places.has_years)
        columns.push_back(
            {words("layout.table_year"),
             fmt::format("{} || ' (' || {} || '\u2013' || {} || ')'", year("\"reach_yr\""), year("\"reach_lo\""), year("\"reach_hi\"")), 30,
             true});
    double left = width_mm - 2 * cell_margin_mm - 1;
    for (const TableColumn& column : columns) left -= column.width_mm + 2 * cell_margin_mm + 0.3;
    const std::string name = places.name_column.empty()
                                 ? "to_string($id)"
                                 : fmt::format("if(length({0}) > 60, left({0}, 58) || '\u2026', {0})", places.name_column);
    columns.insert(columns.begin(), {words("layout.table_name"), name, left});
    return columns;
}

std::string detail_xml(const Sheet& sheet, const Arrangement& a, const MapWords& words)
{
    const Box box = around(sheet.places->endangered->box, sheet.box, !sheet.places->crs.metres);
    return map_xml(Part::detail, box, a.detail, false) + scale_bar_xml(Part::detail_bar, Part::detail, in_shape(box, a.detail), a.detail) +
           label_xml(Part::caption, {a.detail.x, a.detail.y - caption_height, a.detail.width, caption_height},
                     words.with("layout.place",
                                as_template(shortened(sheet.places->endangered->name, static_cast<std::size_t>(a.detail.width / 2)))),
                     7.5, true, 32);
}

/// The settlements at risk, and below them, where few leave room, how to read the map.
std::string places_xml(const Sheet& sheet, const Arrangement& a, const MapWords& words)
{
    constexpr double head_mm = 10, row_mm = 4.5, reading_mm = 34;
    const Endangered& places = *sheet.places->endangered;
    const double wanted = head_mm + row_mm * static_cast<double>(places.count);
    const bool room = wanted + reading_mm <= a.table.height;
    const std::size_t rows = static_cast<std::size_t>(std::max(1.0, (a.table.height - head_mm) / row_mm));
    const std::string last = places.horizons.empty() ? "0" : fmt::format("coalesce(\"p_{}\", 0)", places.horizons.back());
    const Place frame{a.table.x, a.table.y, a.table.width, room ? wanted + 3 : a.table.height};
    std::string xml = label_xml(Part::table_title, {a.table.x, a.table.y - caption_height, a.table.width, caption_height},
                                words("layout.table"), 7.5, true, 32) +
                      table_xml(frame, sheet.places_id, columns_of(places, words, a.table.width), "\"class\" = 'at risk'",
                                fmt::format("{} * 100000 - coalesce(\"reach_yr\", 9999)", last), rows);
    if (room)
        xml += label_xml(Part::reading, {a.table.x, frame.bottom(), a.table.width, reading_mm}, words("layout.reading"), 7, false, 50);
    return xml;
}

}  // namespace

std::string layouts_xml(const Sheet& sheet, const MapWords& words)
{
    const bool endangered = sheet.places && sheet.places->endangered;
    const Arrangement a = endangered ? arrangement_of(sheet.box) : Arrangement{};
    const Place arrow{a.map.right() - 11, a.map.y + 2, 9, 12};
    std::string content_xml = page_xml() + map_xml(Part::map, sheet.box, a.map, endangered) +
                              label_xml(Part::title, title_place, "[% @project_title %]", title_size(sheet.title), true, 20) +
                              label_xml(Part::subtitle, subtitle_place, words("layout.subtitle"), 9, false, 70) +
                              legend_xml(legend_place, words("layout.legend"), sheet.legend_rows) +
                              scale_bar_xml(Part::scale_bar, Part::map, in_shape(sheet.box, a.map), a.map) + north_arrow_xml(arrow) +
                              label_xml(Part::sources, source_place, as_template(sheet.sources), 6.5, false, 60);
    if (endangered) content_xml += detail_xml(sheet, a, words) + places_xml(sheet, a, words);
    return element(
        "Layouts", {},
        element("Layout", {{"name", words("layout.name")}, {"units", "mm"}, {"printResolution", "300"}, {"worldFileMap", uuid(Part::map)}},
                content_xml));
}

}  // namespace tasi::report
