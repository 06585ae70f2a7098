#include "src/report/qgis/xml_text.hpp"

#include "src/core/text.hpp"

namespace tasi::report {
namespace {

/// The sign of XML for a character that has a meaning there; empty for all others.
std::string_view entity_of(char c)
{
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&apos;";
        case '\t':
            return "&#9;";
        case '\n':
            return "&#10;";
        case '\r':
            return "&#13;";
        default:
            return {};
    }
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 && entity_of(c).empty(); }

/// U+FFFE and U+FFFF, which XML 1.0 (section 2.2) leaves out of its characters.
bool is_no_character(std::string_view three) { return three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF"; }

}  // namespace

std::string escaped(std::string_view text)
{
    if (!is_valid_utf8(text)) return escaped(printable(text));
    std::string safe;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view entity = entity_of(text[i]);
        if (is_control(text[i])) {
            safe += printable(text.substr(i, 1));
        } else if (is_no_character(text.substr(i, 3))) {
            safe += '?';
            i += 2;
        } else if (!entity.empty()) {
            safe += entity;
        } else {
            safe += text[i];
        }
    }
    return safe;
}

std::string element(std::string_view name, const Attributes& attributes, std::string_view content)
{
    std::string xml = "<" + std::string(name);
    for (const auto& [key, value] : attributes) xml += " " + std::string(key) + "=\"" + escaped(value) + "\"";
    if (content.empty()) return xml + "/>";
    return xml + ">" + std::string(content) + "</" + std::string(name) + ">";
}

std::string text_element(std::string_view name, std::string_view text) { return element(name, {}, escaped(text)); }

}  // namespace tasi::report
