#include "tools/index_store.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "src/io/scratch_file.hpp"

namespace tasi::cli {
namespace {

/// +-1 set by a domain rule is stored as the float beyond, which no normalised difference can reach.
const float set_to_one = std::nextafter(1.0F, 2.0F);

float marked(float value) { return std::copysign(set_to_one, value); }
bool is_marked(float value) { return std::abs(value) == set_to_one; }

std::span<const std::uint8_t> bytes_of(const float* values, int count)
{
    return {reinterpret_cast<const std::uint8_t*>(values), static_cast<std::size_t>(count) * sizeof(float)};
}
std::span<std::uint8_t> bytes_of(float* values, int count)
{
    return {reinterpret_cast<std::uint8_t*>(values), static_cast<std::size_t>(count) * sizeof(float)};
}

}  // namespace

struct IndexStore::State {
    int rows, cols;
    int in_memory;              ///< rows
    std::vector<float> memory;  ///< of the first rows
    std::optional<io::ScratchFile> file;
    std::atomic<bool> has_rules = false;

    long long place(int row, int col) const { return (static_cast<long long>(row - in_memory) * cols + col) * 4; }
    float* at(int row, int col)
    {
        return memory.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col);
    }

    void put_row(int row, int col, const float* values, int count)
    {
        if (row < in_memory)
            std::copy_n(values, count, at(row, col));
        else
            file->write(place(row, col), bytes_of(values, count));
    }

    /// The marks taken out again.
    void take_marks(float* values, Eigen::Index count, std::uint8_t* by_rule) const
    {
        for (Eigen::Index i = 0; i < count; ++i) {
            const bool set = is_marked(values[i]);
            if (by_rule) by_rule[i] = set;
            if (set) values[i] = std::copysign(1.0F, values[i]);
        }
    }

    IndexStrip strip(int row, int count, IndexImage& buffer)
    {
        const bool held = row + count <= in_memory;
        if (held && !has_rules) return {at(row, 0)};
        buffer.values.resize(count, cols);
        read_window(row, 0, count, cols, buffer.values.data(), true);
        if (!has_rules) return {buffer.values.data()};
        buffer.by_rule.resize(count, cols);
        take_marks(buffer.values.data(), buffer.values.size(), buffer.by_rule.data());
        return {buffer.values.data(), buffer.by_rule.data()};
    }

    void read_window(int row, int col, int height, int width, float* out, bool with_marks)
    {
        const Eigen::Index size = Eigen::Index{height} * width;
        float* next = out;
        for (int r = row; r < row + height; ++r, next += width) {
            const bool rest_at_once = r >= in_memory && width == cols;
            const int count = rest_at_once ? (row + height - r) * width : width;
            if (r < in_memory)
                std::copy_n(at(r, col), width, next);
            else
                file->read(place(r, col), bytes_of(next, count));
            if (rest_at_once) break;
        }
        if (has_rules && !with_marks) take_marks(out, size, nullptr);
    }
};

IndexStore::IndexStore(int rows, int cols, long long memory_bytes, const std::filesystem::path& folder)
    : state_(new State{rows, cols, rows, {}, {}})
{
    const long long most_rows = std::max(1LL, memory_bytes / 4 / std::max(1, cols));
    state_->in_memory = static_cast<int>(std::min<long long>(rows, most_rows));
    state_->memory.resize(static_cast<std::size_t>(state_->in_memory) * static_cast<std::size_t>(cols));
    if (state_->in_memory < rows) state_->file.emplace(folder);
}

IndexStore::~IndexStore() = default;

void IndexStore::put(const Window& at, const Pixels& values, const Mask& by_rule)
{
    std::vector<float> row(static_cast<std::size_t>(at.cols));
    const bool any = by_rule.size() != 0 && (by_rule != std::uint8_t{0}).any();
    if (any) state_->has_rules = true;
    for (int r = 0; r < at.rows; ++r) {
        const float* from = &values(r, 0);
        if (any) {
            for (int c = 0; c < at.cols; ++c)
                row[static_cast<std::size_t>(c)] = by_rule(r, c) && !std::isnan(from[c]) ? marked(from[c]) : from[c];
            from = row.data();
        }
        state_->put_row(at.row + r, at.col, from, at.cols);
    }
}

IndexRows IndexStore::rows() const
{
    State& state = *state_;
    IndexRows rows{state.rows, state.cols, {}};
    rows.read = [&state](int row, int count, IndexImage& buffer) { return state.strip(row, count, buffer); };
    rows.read_window = [&state](int row, int col, int height, int width, float* out) {
        state.read_window(row, col, height, width, out, false);
    };
    return rows;
}

}  // namespace tasi::cli
