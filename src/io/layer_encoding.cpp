#include "src/io/layer_encoding.hpp"

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/text_encoding.hpp"

namespace tasi::io {
namespace {

/// Calls `visit` with every text of a layer.
template <class Visit>
void each_text(Layer& layer, Visit&& visit)
{
    for (Field& field : layer.fields) visit(field.name, nullptr);
    for (Feature& feature : layer.features)
        for (Value& value : feature.values)
            if (auto* text = std::get_if<std::string>(&value)) visit(*text, &feature);
}

}  // namespace

void require_utf8(Layer& layer, const std::string& file)
{
    each_text(layer, [&](const std::string& text, const Feature* feature) {
        if (is_valid_utf8(text)) return;
        const std::string place = feature ? fmt::format("feature {}", feature->number) : "a column name";
        throw UnsafeError("ENCODING", file, fmt::format("{} has text that is not UTF-8: '{}'", place, printable(text.substr(0, 60))),
                          "write the layer again in UTF-8, or correct its .cpg part");
    });
}

void settle_encoding(Session& session, Layer& layer, const std::string& file)
{
    bool all_utf8 = true;
    each_text(layer, [&](const std::string& text, const Feature*) { all_utf8 = all_utf8 && is_valid_utf8(text); });
    if (all_utf8) return;
    each_text(layer, [](std::string& text, const Feature*) { text = utf8_from_cp1252(text); });
    session.warnings.add("ENCODING", file, "no .cpg part states the encoding: text was read as Windows-1252");
}

}  // namespace tasi::io
