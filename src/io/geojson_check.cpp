#include "src/io/geojson_check.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {
namespace {

constexpr std::size_t max_depth = 1000;

/// An object or array that is still open.
struct Open {
    bool object = false;
    std::set<std::string_view> keys = {};
};

/// Walks over JSON text once, from the left (RFC 8259).
class JsonScanner {
public:
    JsonScanner(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

    void check()
    {
        space();
        if (at() != '{') fail("does not start as an object");
        value();
        while (!open_.empty()) {
            space();
            if (at() == (open_.back().object ? '}' : ']'))
                close();
            else if (at() == ',' && !first_)
                next_member();
            else if (first_)
                member();
            else
                fail("a comma or an end is missing");
        }
        space();
        if (at_ < text_.size()) fail("text follows the end");
    }

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size())), '\n');
        throw UnreadableError("JSON", file_, fmt::format("is not valid JSON: line {}: {}", line, what),
                              "correct the file or fetch it again");
    }

    char at() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    void space()
    {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    }

    void next_member()
    {
        ++at_;
        space();
        member();
    }

    /// `"key": value` in an object, a value in an array.
    void member()
    {
        first_ = false;
        if (open_.back().object) {
            if (at() != '"') fail("a key is missing");
            const std::string_view key = string();
            if (!open_.back().keys.insert(key).second) fail(fmt::format("duplicate key {}", printable(key.substr(0, 60))));
            space();
            if (at() != ':') fail("a colon is missing");
            ++at_;
            space();
        }
        value();
    }

    void value()
    {
        const char c = at();
        if (c == '{' || c == '[')
            open(c == '{');
        else if (c == '"')
            string();
        else if (c == '-' || (c >= '0' && c <= '9'))
            number();
        else
            word();
    }

    void open(bool object)
    {
        if (open_.size() == max_depth) fail(fmt::format("nesting is deeper than {} levels", max_depth));
        open_.push_back({object});
        first_ = true;
        ++at_;
    }

    void close()
    {
        open_.pop_back();
        first_ = false;
        ++at_;
    }

    std::string_view string()
    {
        const std::size_t start = at_++;
        for (;; ++at_) {
            if (at_ >= text_.size()) fail("a string has no end");
            if (static_cast<unsigned char>(text_[at_]) < 0x20) fail("a control character in a string");
            if (text_[at_] == '"') break;
            if (text_[at_] == '\\') escape();
        }
        ++at_;
        const std::string_view whole = text_.substr(start, at_ - start);
        if (!is_valid_utf8(whole)) fail("a string is not UTF-8");
        return whole;
    }

    void escape()
    {
        ++at_;
        static constexpr std::string_view simple = "\"\\/bfnrt", hexadecimal = "0123456789abcdefABCDEF";
        if (at() != '\0' && simple.find(at()) != std::string_view::npos) return;
        if (at() != 'u') fail("an unknown escape in a string");
        for (int i = 0; i < 4; ++i) {
            ++at_;
            if (at() == '\0' || hexadecimal.find(at()) == std::string_view::npos) fail("an unknown escape in a string");
        }
    }

    std::size_t digits()
    {
        const std::size_t start = at_;
        while (at() >= '0' && at() <= '9') ++at_;
        return at_ - start;
    }

    void number()
    {
        if (at() == '-') ++at_;
        const bool zero = at() == '0';
        const std::size_t whole = digits();
        bool ok = whole > 0 && (!zero || whole == 1);
        if (at() == '.') {
            ++at_;
            ok = digits() > 0 && ok;
        }
        if (at() == 'e' || at() == 'E') {
            ++at_;
            if (at() == '+' || at() == '-') ++at_;
            ok = digits() > 0 && ok;
        }
        if (!ok) fail("not a number (NaN and Infinity are none)");
    }

    void word()
    {
        for (const std::string_view known : {"true", "false", "null"}) {
            if (!text_.substr(at_).starts_with(known)) continue;
            at_ += known.size();
            return;
        }
        fail(fmt::format("'{}' is neither a number nor true, false or null", printable(text_.substr(at_, 12))));
    }

    std::string_view text_;
    std::string file_;
    std::size_t at_ = 0;
    std::vector<Open> open_;
    bool first_ = true;  ///< nothing was read yet in the innermost object or array
};

}  // namespace

void check_strict_json(std::string_view text, const std::string& file)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (trimmed(text).empty()) throw UnreadableError("JSON", file, "is empty", "fetch the file again");
    JsonScanner(text, file).check();
}

}  // namespace tasi::io
