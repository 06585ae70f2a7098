#include "tests/helpers/shared.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include <zlib.h>

namespace tasi::testing {

std::filesystem::path shared(const std::string& name)
{
    const char* given = std::getenv("TASI_SHARED");
    const std::filesystem::path path = std::filesystem::path(given ? given : TASI_SHARED_DIR) / name;
    if (std::filesystem::exists(path)) return path;
    std::cout << "skipped: no shared reference material (" << name << ")\n";
    return {};
}

std::vector<nlohmann::json> read_json_lines_gz(const std::filesystem::path& file)
{
    gzFile in = gzopen(file.c_str(), "rb");
    if (!in) throw std::runtime_error("cannot open " + file.string());
    std::string text(1 << 16, '\0'), all;
    for (int n; (n = gzread(in, text.data(), static_cast<unsigned>(text.size()))) > 0;)
        all.append(text.data(), static_cast<std::size_t>(n));
    gzclose(in);
    std::istringstream lines(all);
    std::vector<nlohmann::json> values;
    for (std::string line; std::getline(lines, line);)
        if (!line.empty()) values.push_back(nlohmann::json::parse(line));
    return values;
}

nlohmann::json read_json(const std::filesystem::path& file)
{
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot open " + file.string());
    return nlohmann::json::parse(in);
}

TemporaryFolder::TemporaryFolder()
{
    std::string name = (std::filesystem::temp_directory_path() / "tasi-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("cannot make " + name);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() { std::filesystem::remove_all(path_); }

}  // namespace tasi::testing
