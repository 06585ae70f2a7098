#include "src/core/warnings.hpp"

#include <algorithm>
#include <tuple>

namespace tasi {

void Warnings::add(const std::string& name, const std::string& file, const std::string& what, long count)
{
    const std::lock_guard lock(mutex_);
    const auto same_kind = [&](const Warning& w) { return w.name == name && w.file == file; };
    const auto found = std::find_if(warnings_.begin(), warnings_.end(), same_kind);
    if (found == warnings_.end()) {
        warnings_.push_back({name, file, what, count});
        return;
    }
    found->count += count;
    found->what = std::min(found->what, what);
}

std::vector<Warning> Warnings::list() const
{
    const std::lock_guard lock(mutex_);
    std::vector<Warning> sorted = warnings_;
    std::sort(sorted.begin(), sorted.end(),
              [](const Warning& a, const Warning& b) { return std::tie(a.name, a.file, a.what) < std::tie(b.name, b.file, b.what); });
    return sorted;
}

bool Warnings::empty() const
{
    const std::lock_guard lock(mutex_);
    return warnings_.empty();
}

}  // namespace tasi
