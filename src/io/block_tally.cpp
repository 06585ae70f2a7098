#include "src/io/block_tally.hpp"

#include <algorithm>

namespace tasi::io {
namespace {

int down(const BlockLayout& layout) { return (layout.rows + layout.block_rows - 1) / layout.block_rows; }
int across(const BlockLayout& layout) { return (layout.cols + layout.block_cols - 1) / layout.block_cols; }

}  // namespace

BlockTally::File& BlockTally::file_named(const std::string& file, const BlockLayout& layout)
{
    const auto [found, is_new] = files_.try_emplace(file);
    if (is_new) {
        const auto blocks = static_cast<std::size_t>(down(layout)) * static_cast<std::size_t>(across(layout));
        found->second = {layout, std::vector<bool>(blocks * static_cast<std::size_t>(layout.bands))};
    }
    return found->second;
}

void BlockTally::clear()
{
    const std::lock_guard lock(mutex_);
    files_.clear();
}

void BlockTally::opened(const std::string& file, const BlockLayout& layout)
{
    const std::lock_guard lock(mutex_);
    file_named(file, layout);
}

void BlockTally::read(const std::string& file, const BlockLayout& layout, int band, const Window& window)
{
    if (window.rows <= 0 || window.cols <= 0) return;
    const std::lock_guard lock(mutex_);
    std::vector<bool>& decoded = file_named(file, layout).decoded;
    const int last_row = (window.row + window.rows - 1) / layout.block_rows, last_col = (window.col + window.cols - 1) / layout.block_cols;
    for (int row = window.row / layout.block_rows; row <= last_row; ++row)
        for (int col = window.col / layout.block_cols; col <= last_col; ++col)
            decoded[(static_cast<std::size_t>(band) * static_cast<std::size_t>(down(layout)) + static_cast<std::size_t>(row)) *
                        static_cast<std::size_t>(across(layout)) +
                    static_cast<std::size_t>(col)] = true;
}

long long BlockTally::decoded() const
{
    const std::lock_guard lock(mutex_);
    long long sum = 0;
    for (const auto& [name, file] : files_) sum += std::count(file.decoded.begin(), file.decoded.end(), true);
    return sum;
}

long long BlockTally::available() const
{
    const std::lock_guard lock(mutex_);
    long long sum = 0;
    for (const auto& [name, file] : files_) sum += static_cast<long long>(file.decoded.size());
    return sum;
}

}  // namespace tasi::io
