#include "tools/derived_inputs.hpp"

#include <filesystem>
#include <optional>

#include "src/core/text.hpp"
#include "tools/composite_sheet.hpp"

namespace tasi::cli {
namespace {

/// What a path holds that was made from scenes before.
struct Derived {
    std::string what;                  ///< `a composite`
    std::optional<std::string> index;  ///< none: unknown
};

std::optional<Derived> composite_of(Run& run, const std::string& path)
{
    if (const auto sheet = composite_sheet_at(path)) {
        const auto records = read_composite_sheet(run.session, *sheet);
        return Derived{"a composite", records.empty() ? std::nullopt : std::optional(records.front().index)};
    }
    if (const auto record = composite_at(run.session, path)) return Derived{"a composite", record->index};
    return std::nullopt;
}

/// A file that cannot be read is refused where it is read.
std::optional<Derived> derived_at(Run& run, const std::string& path, const SceneInputOptions& input)
{
    try {
        if (auto composite = composite_of(run, path)) return composite;
        if (std::filesystem::exists(path) && is_index_raster(run, path, input)) return Derived{"an index raster", std::nullopt};
    } catch (const Error& error) {
        if (!concerns_one_scene(error.code())) throw;
    }
    return std::nullopt;
}

[[noreturn]] void refuse(const std::string& option, const std::string& path, const std::string& why)
{
    throw UsageError("OPTION", path, "--" + option + " has no effect: it is " + why,
                     "leave --" + option + " out; other inputs, which need it, go into a run of their own");
}

}  // namespace

const std::vector<std::string>& options_of_scenes()
{
    static const std::vector<std::string> names{"mask",  "mask-confidence", "dilate",        "mixed",   "bands",
                                                "scale", "offset",          "no-cloud-mask", "sharpen", "coregister"};
    return names;
}

void refuse_options_of_scenes(Run& run, const std::vector<std::string>& paths, const ExtractionOptions& extraction,
                              const SceneInputOptions& input, const std::function<bool(const std::string&)>& given)
{
    for (const std::string& path : paths) {
        const auto derived = derived_at(run, path, input);
        if (!derived) continue;
        for (const std::string& option : options_of_scenes())
            if (given(option)) refuse(option, path, derived->what + ", made from scenes before");
        if (extraction.method != "contour") refuse("method " + extraction.method, path, derived->what + ", which has no bands");
        const bool composite = derived->what == "a composite";
        if (composite && given("date")) refuse("date", path, "a composite, which states its time");
        if (given("index") && derived->index != extraction.index)
            refuse("index", path, derived->index ? "a composite of " + printable(*derived->index) : derived->what + " of one index");
    }
}

}  // namespace tasi::cli
