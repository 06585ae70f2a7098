#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tasi::io {

/// An element of an XML document; names without namespace prefix.
struct XmlElement {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::string text;  ///< trimmed character data of this element itself
    std::vector<XmlElement> children;

    const XmlElement* child(const std::string& wanted) const;             ///< first direct child of that name, or null
    std::vector<const XmlElement*> all(const std::string& wanted) const;  ///< every descendant of that name, in order
    std::string attribute(const std::string& wanted) const;               ///< empty when absent
};

/// Parses a document of at most 64 MB. Any DOCTYPE or entity declaration is refused (8); what is not well-formed UTF-8
/// (or UTF-16 with BOM, recoded) XML is UnreadableError (3) naming `file`; nesting above 200 levels is LimitError (7).
XmlElement parse_xml(const std::string& text, const std::string& file);

}  // namespace tasi::io
