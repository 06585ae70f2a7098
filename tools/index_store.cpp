#include "tools/index_store.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "src/io/scratch_file.hpp"

namespace tasi::cli {
namespace {

/// +-1 set by a domain rule is stored as the float beyond, which no normalised difference can reach.
const float set_to_one = std::nextafter(1.0F, 2.0F);

/// Columns that lie together in the scratch file, row after row: as wide as the parts usually are, which so are written at once.
constexpr int stripe_cols = 1024, stripe_rows_at_once = 16;

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
    int in_memory;                    ///< rows
    std::unique_ptr<float[]> memory;  ///< of the first rows
    std::optional<io::ScratchFile> file;
    std::atomic<bool> has_rules = false;

    int stripe_end(int col) const { return std::min(cols, (col / stripe_cols + 1) * stripe_cols); }
    /// Bytes before a pixel in the scratch file.
    long long place(int row, int col) const
    {
        const int start = col / stripe_cols * stripe_cols, width = stripe_end(col) - start;
        const long long before = static_cast<long long>(rows - in_memory) * start;
        return (before + static_cast<long long>(row - in_memory) * width + (col - start)) * 4;
    }
    float* at(int row, int col)
    {
        return memory.get() + static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col);
    }

    /// Of values that lie row after row.
    void put_rows(const Window& window, const float* values)
    {
        const int last_held = std::min(window.row + window.rows, in_memory);
        int row = window.row;
        for (; row < last_held; ++row, values += window.cols) std::copy_n(values, window.cols, at(row, window.col));
        const int rest = window.row + window.rows - row, end_col = window.col + window.cols;
        const bool whole = window.col % stripe_cols == 0 && end_col == stripe_end(window.col);
        if (whole && rest > 0) return file->write(place(row, window.col), bytes_of(values, rest * window.cols));
        for (; row < window.row + window.rows; ++row)
            for (int col = window.col; col < end_col; col = stripe_end(col)) {
                const int count = std::min(stripe_end(col), end_col) - col;
                file->write(place(row, col), bytes_of(values, count));
                values += count;
            }
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
        const int last_held = std::min(row + height, in_memory);
        float* next = out;
        int r = row;
        for (; r < last_held; ++r, next += width) std::copy_n(at(r, col), width, next);
        for (int c = col, end = col + width; r < row + height && c < end; c = stripe_end(c))
            read_stripe({r, c, row + height - r, std::min(stripe_end(c), end) - c}, next + (c - col), width);
        if (has_rules && !with_marks) take_marks(out, Eigen::Index{height} * width, nullptr);
    }

    /// Of one stripe of the scratch file, into rows of `out` that lie `step` values apart.
    void read_stripe(const Window& window, float* out, int step) const
    {
        const bool whole = window.col % stripe_cols == 0 && window.col + window.cols == stripe_end(window.col);
        const int together = whole ? stripe_rows_at_once : 1;
        std::array<float, std::size_t{stripe_cols} * stripe_rows_at_once> buffer;
        for (int first = 0; first < window.rows; first += together) {
            const int count = std::min(together, window.rows - first);
            file->read(place(window.row + first, window.col), bytes_of(buffer.data(), count * window.cols));
            for (int r = 0; r < count; ++r)
                std::copy_n(buffer.data() + r * window.cols, window.cols, out + std::ptrdiff_t{first + r} * step);
        }
    }
};

IndexStore::IndexStore(int rows, int cols, long long memory_bytes, const std::filesystem::path& folder)
    : state_(new State{rows, cols, rows, {}, {}})
{
    const long long most_rows = std::max(1LL, memory_bytes / 4 / std::max(1, cols));
    state_->in_memory = static_cast<int>(std::min<long long>(rows, most_rows));
    state_->memory = std::make_unique_for_overwrite<float[]>(static_cast<std::size_t>(state_->in_memory) * static_cast<std::size_t>(cols));
    if (state_->in_memory < rows) state_->file.emplace(folder);
}

IndexStore::~IndexStore() = default;

void IndexStore::put(const Window& at, const Pixels& values, const Mask& by_rule)
{
    const bool any = by_rule.size() != 0 && (by_rule != std::uint8_t{0}).any();
    if (!any) return state_->put_rows(at, values.data());
    state_->has_rules = true;
    std::vector<float> with_marks(values.data(), values.data() + values.size());
    for (std::size_t i = 0; i < with_marks.size(); ++i)
        if (by_rule.data()[i] && !std::isnan(with_marks[i])) with_marks[i] = marked(with_marks[i]);
    state_->put_rows(at, with_marks.data());
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
