#pragma once

#include <filesystem>
#include <memory>

#include "algorithms/indices/index_rows.hpp"
#include "src/core/grid.hpp"

namespace tasi::cli {

/// The exact index of a scene between the walk over its blocks and the tracing of its line: the first rows in memory, the rest in a scratch
/// file. Memory so has a limit, whatever the size of the scene.
class IndexStore {
public:
    /// Values beyond `memory_bytes` go into a scratch file in `folder`. OutputError (6).
    IndexStore(int rows, int cols, long long memory_bytes, const std::filesystem::path& folder);
    ~IndexStore();

    /// Stores a part of the index; from several threads. Every pixel once, before anything is read.
    void put(const Window& at, const Pixels& values, const Mask& by_rule);
    /// For reading; valid as long as the store.
    IndexRows rows() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tasi::cli
