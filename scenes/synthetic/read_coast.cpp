#include "scenes/synthetic/coast_description.hpp"
#include "src/io/input_file.hpp"

namespace tasi::scenes {

CoastDescription read_coast(io::Session& session, const std::filesystem::path& file)
{
    return coast_from(io::read_toml(session, file), file.string());
}

}  // namespace tasi::scenes
