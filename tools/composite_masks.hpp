#pragma once

#include <filesystem>
#include <mutex>
#include <vector>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"
#include "src/io/scratch_file.hpp"

namespace tasi::cli {

/// Which pixels of many scenes may be used, a bit each, on disk: clouds grow, so masks are made of whole scenes, but read block by block.
class StoredMasks {
public:
    /// `folder`: where there is room for `count` masks.
    StoredMasks(const std::filesystem::path& folder, std::size_t count) : file_(folder), stored_(count) {}

    /// Keeps the mask (PixelFlag bits, 0 is usable) of the pixels of `window`, each number once. From any thread.
    void put(std::size_t number, const Window& window, const Mask& mask);
    /// PixelFlag::fill where a pixel may not be used. `window` lies inside that of the mask. From any thread.
    Mask read(std::size_t number, const Window& window) const;

private:
    struct Stored {
        Window window;
        long long place = 0, row_bytes = 0;
    };
    std::mutex mutex_;
    io::ScratchFile file_;
    std::vector<Stored> stored_;
};

}  // namespace tasi::cli
