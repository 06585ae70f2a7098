#include <functional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenes/products/mtl.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr int deepest = 3;  // the file, its root, a group
constexpr std::size_t longest_text = 65536;

UnreadableError unreadable(const std::string& file, const std::string& what)
{
    return {"MTL", file, "metadata cannot be parsed: " + what, "download the product again"};
}

bool has_control_character(std::string_view text)
{
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20) return true;
    return false;
}

/// Receives one token after the other, so that a key given twice is seen and numbers keep their digits.
class MtlTokens : public nlohmann::json_sax<nlohmann::json> {
public:
    using Add = std::function<void(const std::string& group, const std::string& key, const std::string& text)>;
    using Open = std::function<void(const std::string& group)>;

    MtlTokens(const std::string& file, Open open, Add add) : file_(file), open_(std::move(open)), add_(std::move(add)) {}

    bool null() override { return wrong("null"); }
    bool boolean(bool) override { return wrong("true or false"); }
    bool number_integer(number_integer_t value) override { return entry(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return entry(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& digits) override { return entry(digits); }
    bool string(string_t& value) override { return entry(value); }
    bool binary(binary_t&) override { return wrong("binary data"); }
    bool start_array(std::size_t) override { return wrong("a list"); }
    bool end_array() override { return wrong("a list"); }

    bool start_object(std::size_t) override
    {
        if (names_.size() + 1 > deepest) return wrong("a group in a group");
        if (!names_.empty()) open_(names_.back());
        names_.emplace_back();
        return true;
    }
    bool end_object() override
    {
        names_.pop_back();
        return true;
    }
    bool key(string_t& name) override
    {
        if (has_control_character(name)) return wrong("a control character");
        names_.back() = name;
        return true;
    }
    bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception&) override
    {
        throw unreadable(file_, fmt::format("no JSON at byte {}", at));
    }

private:
    bool wrong(const std::string& what)
    {
        throw unreadable(file_, fmt::format("{} at {}: groups of texts and numbers are wanted", what,
                                            names_.empty() ? "the start" : printable(names_.back())));
    }

    bool entry(const std::string& text)
    {
        if (names_.size() < 2) return wrong("a value outside of the groups");
        if (text.size() > longest_text)
            throw LimitError("MTL", file_, fmt::format("metadata value of {} is longer than 64 kB", printable(names_.back())),
                             "download the product again");
        if (has_control_character(text)) return wrong("a control character");
        add_(names_[names_.size() - 2], names_.back(), text);
        return true;
    }

    const std::string& file_;
    Open open_;
    Add add_;
    std::vector<std::string> names_;  ///< the newest key of each open object
};

}  // namespace

Mtl Mtl::from_json(std::string_view text, const std::string& file)
{
    Mtl mtl;
    mtl.file_ = file;
    MtlTokens tokens(
        file, [&](const std::string& group) { mtl.open_group(group); },
        [&](const std::string& group, const std::string& key, const std::string& value) { mtl.add(group, key, value); });
    nlohmann::json::sax_parse(text.begin(), text.end(), &tokens);
    if (mtl.groups_.empty()) throw unreadable(file, "no group of Landsat metadata in it");
    require_landsat_root(mtl.groups_.front(), file);
    return mtl;
}

}  // namespace tasi::scenes
