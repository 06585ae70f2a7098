#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "src/core/error.hpp"
#include "src/core/layer.hpp"
#include "src/core/text.hpp"
#include "src/io/study_layers.hpp"
#include "tests/helpers/shared.hpp"

namespace tasi::testing {

/// Writes `text` into `folder` and returns the file's name.
inline std::string write_file(const TemporaryFolder& folder, const std::string& name, const std::string& text)
{
    const std::filesystem::path path = folder / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
}

/// What `action` is refused with: the exit code and the message, e.g. `4 DATE row 3, ...`; `done` when it is not.
template <class Action>
std::string refusal(Action&& action)
{
    try {
        action();
    } catch (const Error& error) {
        return std::to_string(static_cast<int>(error.code())) + ' ' + error.name() + ' ' + error.problem() + "; " + error.remedy();
    }
    return "done";
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A layer without geometry whose one row per text has a single text column.
inline Layer column(const std::string& name, const std::vector<std::string>& cells)
{
    Layer layer;
    layer.fields = {{name, FieldType::text, {}, {}}};
    for (const std::string& cell : cells)
        layer.features.push_back({static_cast<std::int64_t>(layer.features.size()) + 2, {}, {cell.empty() ? Value{} : Value{cell}}});
    return layer;
}

}  // namespace tasi::testing
