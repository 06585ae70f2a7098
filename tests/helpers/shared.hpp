#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace tasi::testing {

/// The file or folder `name` of the shared reference material, or an empty path (and a printed line
/// "skipped: ...") when it is not there. Use as: `const auto f = shared("data/x"); if (f.empty()) return;`
std::filesystem::path shared(const std::string& name);

/// Every line of a gzip file of JSON lines.
std::vector<nlohmann::json> read_json_lines_gz(const std::filesystem::path& file);

/// A whole JSON file.
nlohmann::json read_json(const std::filesystem::path& file);

/// A new empty folder that is removed with the object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace tasi::testing
