#include "src/io/xml.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/text_encoding.hpp"

namespace tasi::io {
namespace {

constexpr std::size_t max_bytes = 64'000'000;
constexpr int max_depth = 200;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

bool continues_name(char c) { return starts_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

bool is_allowed(std::uint32_t point)
{
    return point == 9 || point == 10 || point == 13 || (point >= 0x20 && point < 0xD800) || (point >= 0xE000 && point < 0xFFFE) ||
           (point >= 0x10000 && point <= 0x10FFFF);
}

std::string local_name(const std::string& name)
{
    const auto colon = name.rfind(':');
    return colon == std::string::npos ? name : name.substr(colon + 1);
}

/// A strict recursive descent through one document; the depth limit bounds the recursion.
class Parser {
public:
    Parser(std::string_view text, const std::string& file, bool was_utf16) : text_(text), file_(file), was_utf16_(was_utf16) {}

    XmlElement document()
    {
        if (sees("<?xml") && text_.size() > 5 && is_space(text_[5])) declaration();
        skip_between();
        if (at_end() || text_[at_] != '<') fail("there is no root element");
        XmlElement root = element(1);
        skip_between();
        if (!at_end()) fail("something follows the root element");
        return root;
    }

private:
    bool at_end() const { return at_ >= text_.size(); }
    bool sees(std::string_view what) const { return text_.substr(at_).starts_with(what); }

    [[noreturn]] void fail(const std::string& what) const
    {
        const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size())), '\n');
        throw UnreadableError("XML", file_, fmt::format("not well-formed XML metadata, line {}: {}", line, what), "fetch the file again");
    }

    void skip_space()
    {
        while (!at_end() && is_space(text_[at_])) ++at_;
    }

    /// What stands before `end`; moves behind it.
    std::string_view up_to(std::string_view end, const char* what)
    {
        const auto found = text_.find(end, at_);
        if (found == std::string_view::npos) fail(fmt::format("{} is not closed", what));
        const std::string_view inside = text_.substr(at_, found - at_);
        at_ = found + end.size();
        return inside;
    }

    void declaration()
    {
        const std::string inside = lower_case(up_to("?>", "the XML declaration"));
        const auto encoding = inside.find("encoding");
        if (encoding == std::string::npos || was_utf16_) return;
        const bool plain = inside.find("utf-8", encoding) != std::string::npos || inside.find("ascii", encoding) != std::string::npos;
        const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
        if (!plain && !std::all_of(text_.begin(), text_.end(), is_ascii)) fail("the encoding is neither UTF-8 nor UTF-16");
    }

    void comment()
    {
        at_ += 4;
        if (up_to("-->", "a comment").find("--") != std::string_view::npos) fail("\"--\" in a comment");
    }

    void instruction()
    {
        at_ += 2;
        const std::string_view inside = up_to("?>", "a processing instruction");
        if (inside.empty() || !starts_name(inside[0])) fail("bad processing instruction");
    }

    [[noreturn]] void refuse_declaration() const
    {
        if (sees("<!DOCTYPE") || sees("<!ENTITY") || sees("<!ELEMENT") || sees("<!ATTLIST") || sees("<!NOTATION")) {
            throw RefusedError("XML", file_, "DOCTYPE and entity declarations are not allowed", "remove the DOCTYPE");
        }
        fail("bad markup after \"<!\"");
    }

    /// Space, comments and instructions outside the root element.
    void skip_between()
    {
        for (skip_space(); !at_end() && text_[at_] == '<'; skip_space()) {
            if (sees("<!--"))
                comment();
            else if (sees("<?"))
                instruction();
            else if (sees("<!"))
                refuse_declaration();
            else
                return;
        }
    }

    std::string name()
    {
        const std::size_t start = at_;
        if (at_end() || !starts_name(text_[at_])) fail("a name is missing");
        while (!at_end() && continues_name(text_[at_])) ++at_;
        return std::string(text_.substr(start, at_ - start));
    }

    std::uint32_t code_point(std::string_view digits, int base) const
    {
        std::uint32_t value = 0;
        if (digits.empty() || digits.size() > 8) fail("bad character reference");
        for (const char c : digits) {
            const int digit = c >= '0' && c <= '9'   ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : 99;
            if (digit >= base) fail("bad character reference");
            value = std::min<std::uint32_t>(value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit), 0x110000);
        }
        if (!is_allowed(value)) fail("reference to a character that XML does not allow");
        return value;
    }

    std::string reference()
    {
        ++at_;
        const std::string_view inside = up_to(";", "a reference").substr(0, 80);
        if (inside.starts_with("#x")) return utf8_of(code_point(inside.substr(2), 16));
        if (inside.starts_with("#")) return utf8_of(code_point(inside.substr(1), 10));
        if (inside == "amp") return "&";
        if (inside == "lt") return "<";
        if (inside == "gt") return ">";
        if (inside == "quot") return "\"";
        if (inside == "apos") return "'";
        fail(fmt::format("unknown entity \"{}\"", printable(inside)));
    }

    void attribute(XmlElement& owner, std::vector<std::string>& seen)
    {
        const std::string full = name();
        if (std::find(seen.begin(), seen.end(), full) != seen.end()) fail(fmt::format("attribute \"{}\" comes twice", printable(full)));
        seen.push_back(full);
        skip_space();
        if (!sees("=")) fail("an attribute has no value");
        ++at_;
        skip_space();
        if (!sees("\"") && !sees("'")) fail("an attribute value is not quoted");
        const char quote = text_[at_++];
        std::string value;
        while (!at_end() && text_[at_] != quote) {
            if (text_[at_] == '<') fail("\"<\" in an attribute value");
            if (text_[at_] == '&')
                value += reference();
            else
                value += is_space(text_[at_]) ? (++at_, ' ') : text_[at_++];
        }
        if (at_end()) fail("an attribute value is not closed");
        ++at_;
        const bool is_namespace = full == "xmlns" || full.starts_with("xmlns:");
        if (!is_namespace) owner.attributes.emplace_back(local_name(full), std::move(value));
    }

    XmlElement element(int depth)
    {
        if (depth > max_depth)
            throw LimitError("XML", file_, fmt::format("elements nested deeper than the limit of {} levels", max_depth),
                             "give a flat file");
        ++at_;
        XmlElement made;
        const std::string full = name();
        made.name = local_name(full);
        std::vector<std::string> seen;
        for (;;) {
            const bool space = !at_end() && is_space(text_[at_]);
            skip_space();
            if (sees("/>")) return at_ += 2, made;
            if (sees(">")) break;
            if (at_end() || !space) fail(fmt::format("the tag of \"{}\" is not closed", printable(full)));
            if (seen.size() >= 1000) fail("more than 1000 attributes");
            attribute(made, seen);
        }
        ++at_;
        content(made, full, depth);
        made.text = std::string(trimmed(made.text));
        return made;
    }

    void content(XmlElement& made, const std::string& full, int depth)
    {
        for (;;) {
            if (at_end()) fail(fmt::format("the element \"{}\" is not closed", printable(full)));
            if (text_[at_] == '&')
                made.text += reference();
            else if (sees("]]>"))
                fail("\"]]>\" in text");
            else if (text_[at_] != '<')
                made.text += text_[at_++];
            else if (sees("</"))
                return close(full);
            else if (sees("<!--"))
                comment();
            else if (sees("<![CDATA["))
                made.text += (at_ += 9, up_to("]]>", "a CDATA section"));
            else if (sees("<!"))
                refuse_declaration();
            else if (sees("<?"))
                instruction();
            else
                made.children.push_back(element(depth + 1));
        }
    }

    void close(const std::string& full)
    {
        at_ += 2;
        const std::string closing = name();
        skip_space();
        if (closing != full || !sees(">")) fail(fmt::format("\"{}\" is closed by \"{}\"", printable(full), printable(closing)));
        ++at_;
    }

    std::string_view text_;
    std::string file_;
    bool was_utf16_;
    std::size_t at_ = 0;
};

void collect(const XmlElement& from, const std::string& wanted, std::vector<const XmlElement*>& found)
{
    for (const XmlElement& child : from.children) {
        if (child.name == wanted) found.push_back(&child);
        collect(child, wanted, found);
    }
}

}  // namespace

const XmlElement* XmlElement::child(const std::string& wanted) const
{
    const auto found = std::find_if(children.begin(), children.end(), [&](const XmlElement& c) { return c.name == wanted; });
    return found == children.end() ? nullptr : &*found;
}

std::vector<const XmlElement*> XmlElement::all(const std::string& wanted) const
{
    std::vector<const XmlElement*> found;
    collect(*this, wanted, found);
    return found;
}

std::string XmlElement::attribute(const std::string& wanted) const
{
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& a) { return a.first == wanted; });
    return found == attributes.end() ? "" : found->second;
}

XmlElement parse_xml(const std::string& text, const std::string& file)
{
    if (text.size() > max_bytes) {
        throw LimitError("XML", file, fmt::format("{} bytes of XML is larger than the limit of {}", text.size(), max_bytes),
                         "give a smaller file");
    }
    const bool big = text.starts_with("\xFE\xFF"), little = text.starts_with("\xFF\xFE");
    const std::string plain = big || little ? utf8_from_utf16(text, big) : text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
    const auto forbidden = [](char c) { return static_cast<unsigned char>(c) < 0x20 && !is_space(c); };
    if (plain.empty() || !is_valid_utf8(plain) || std::any_of(plain.begin(), plain.end(), forbidden)) {
        throw UnreadableError(
            "XML", file,
            plain.empty() && text.empty() ? "empty XML metadata" : "not XML metadata: the text encoding is broken (UTF-8 is wanted)",
            "fetch the file again");
    }
    return Parser(plain, file, big || little).document();
}

}  // namespace tasi::io
