#include "src/core/error.hpp"

namespace tasi {

Error::Error(ExitCode code, std::string name, std::string file, std::string what, std::string remedy)
    : std::runtime_error((file.empty() ? "" : file + ": ") + what + "; " + remedy),
      code_(code),
      name_(std::move(name)),
      file_(std::move(file)),
      problem_(std::move(what)),
      remedy_(std::move(remedy))
{
}

}  // namespace tasi
