#include "src/report/embedded.hpp"

#include <algorithm>

namespace tasi::report {

std::string_view embedded(std::string_view name)
{
    const auto files = embedded_files();
    const auto found = std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.name == name; });
    return found == files.end() ? std::string_view() : found->bytes;
}

}  // namespace tasi::report
