#include "src/io/session.hpp"

namespace tasi::io {

void Session::add_input(const std::filesystem::path& file)
{
    const std::lock_guard lock(mutex_);
    inputs_.insert(file);
}

void Session::note(const std::string& key, const std::string& value)
{
    const std::lock_guard lock(mutex_);
    notes_[key] = value;
}

std::set<std::filesystem::path> Session::inputs() const
{
    const std::lock_guard lock(mutex_);
    return inputs_;
}

std::map<std::string, std::string> Session::notes() const
{
    const std::lock_guard lock(mutex_);
    return notes_;
}

}  // namespace tasi::io
