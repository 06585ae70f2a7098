#pragma once

#include <filesystem>
#include <vector>

namespace tasi::io {

/// Moves finished files to their places; unless `keep()` is called, the destructor undoes every step and brings the old files back.
class Placement {
public:
    /// `attic`: a folder on the same disk that does not exist yet, for the old files meanwhile.
    explicit Placement(std::filesystem::path attic);
    ~Placement();
    Placement(const Placement&) = delete;
    Placement& operator=(const Placement&) = delete;

    /// OutputError (6) when `to` exists and `replace` is false: another run got there first.
    void file(const std::filesystem::path& from, const std::filesystem::path& to, bool replace);
    /// The same for a folder; an old one is swapped against the new one.
    void folder(const std::filesystem::path& from, const std::filesystem::path& to, bool replace);
    /// Takes away a file that must not stay beside the new ones.
    void remove(const std::filesystem::path& file);
    void keep() { steps_.clear(); }

private:
    struct Step {
        std::filesystem::path placed;      ///< empty: nothing new there
        std::filesystem::path place, old;  ///< `old` empty: there was nothing, or no copy could be kept
        bool replaced = false;
    };
    std::filesystem::path place_in_attic();
    void undo(const Step& step) noexcept;

    std::filesystem::path attic_;
    std::vector<Step> steps_;
    int kept_ = 0;
};

}  // namespace tasi::io
