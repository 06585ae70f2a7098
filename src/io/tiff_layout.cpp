#include <algorithm>
#include <limits>
#include <map>
#include <vector>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/io/raster_layout.hpp"

namespace tasi::io {
namespace {

using Number = unsigned long long;

constexpr Number max_entries = 4096, max_blocks = 20'000'000, max_block_bytes = 512ULL << 20;

/// Tags of TIFF 6.0 that place the pixels.
enum Tag : unsigned {
    image_width = 256,
    image_length = 257,
    bits_per_sample = 258,
    strip_offsets = 273,
    samples_per_pixel = 277,
    rows_per_strip = 278,
    strip_byte_counts = 279,
    planar_configuration = 284,
    tile_width = 322,
    tile_length = 323,
    tile_offsets = 324,
    tile_byte_counts = 325,
};

/// The first directory of a TIFF file: whole-number tags by their number.
class Directory {
public:
    explicit Directory(const VirtualFile& file) : file_(file)
    {
        const std::string head = file.bytes(0, std::min(16LL, file.size()));
        if (head.size() < 8) cut("header");
        big_endian_ = head[0] == 'M';
        big_ = whole_number(head, 2, 2, big_endian_) == 43;
        if (big_ && head.size() < 16) cut("header");
        read_entries(big_ ? whole_number(head, 8, 8, big_endian_) : whole_number(head, 4, 4, big_endian_));
    }

    Number one(Tag tag, Number otherwise) const
    {
        const auto found = entries_.find(tag);
        if (found == entries_.end()) return otherwise;
        const std::vector<Number> values = numbers(found->second, 1);
        return values.empty() ? otherwise : values[0];
    }

    bool has(Tag tag) const { return entries_.count(tag) > 0; }

    /// All numbers of a tag, of which there must be `count`.
    std::vector<Number> table(Tag tag, Number count) const
    {
        const auto found = entries_.find(tag);
        if (found == entries_.end() || found->second.count < count) {
            throw UnreadableError("BLOCKS", file_.shown(), "corrupt TIFF: the table of blocks is missing or too short",
                                  "fetch the file again");
        }
        return numbers(found->second, count);
    }

    [[noreturn]] void cut(const char* what) const
    {
        throw UnreadableError("TRUNCATED", file_.shown(),
                              fmt::format("truncated or corrupt TIFF: the {} lies beyond the end of the file", what),
                              "fetch the file again");
    }

private:
    struct Entry {
        int width;  ///< bytes of one number
        Number count;
        Number offset;  ///< of the numbers in the file
    };

    static int width_of(Number type)
    {
        return type == 1 ? 1 : type == 3 ? 2 : type == 4 || type == 13 ? 4 : type == 16 || type == 18 ? 8 : 0;
    }

    void read_entries(Number offset)
    {
        const auto size = static_cast<Number>(file_.size());
        const int count_width = big_ ? 8 : 2, entry_width = big_ ? 20 : 12, value_width = big_ ? 8 : 4;
        if (offset == 0 || offset > size || size - offset < static_cast<Number>(count_width)) cut("first directory");
        const auto start = static_cast<long long>(offset);
        const Number count = whole_number(file_.bytes(start, count_width), 0, count_width, big_endian_);
        if (count == 0 || count > max_entries ||
            size - offset - static_cast<Number>(count_width) < count * static_cast<Number>(entry_width))
            cut("first directory");
        const std::string entries = file_.bytes(start + count_width, static_cast<long long>(count) * entry_width);
        for (std::size_t at = 0; at < entries.size(); at += static_cast<std::size_t>(entry_width)) {
            const auto tag = static_cast<unsigned>(whole_number(entries, at, 2, big_endian_));
            Entry entry{width_of(whole_number(entries, at + 2, 2, big_endian_)), whole_number(entries, at + 4, value_width, big_endian_),
                        0};
            const std::size_t value_at = at + 4 + static_cast<std::size_t>(value_width);
            const bool in_place = entry.width > 0 && entry.count <= static_cast<Number>(value_width / entry.width);
            entry.offset =
                in_place ? offset + static_cast<Number>(count_width) + value_at : whole_number(entries, value_at, value_width, big_endian_);
            if (entry.width > 0) entries_.emplace(tag, entry);
        }
    }

    std::vector<Number> numbers(const Entry& entry, Number count) const
    {
        const auto size = static_cast<Number>(file_.size()), width = static_cast<Number>(entry.width);
        const Number taken = std::min(count, entry.count);
        if (entry.offset > size || taken > (size - entry.offset) / width) cut("value of a tag");
        const std::string bytes = file_.bytes(static_cast<long long>(entry.offset), static_cast<long long>(taken * width));
        std::vector<Number> values(static_cast<std::size_t>(taken));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = whole_number(bytes, i * static_cast<std::size_t>(width), entry.width, big_endian_);
        return values;
    }

    const VirtualFile& file_;
    bool big_endian_ = false, big_ = false;
    std::map<unsigned, Entry> entries_;
};

void check_blocks(const Directory& directory, const VirtualFile& file, bool tiled, Number blocks)
{
    const std::vector<Number> offsets = directory.table(tiled ? tile_offsets : strip_offsets, blocks);
    const std::vector<Number> counts = directory.table(tiled ? tile_byte_counts : strip_byte_counts, blocks);
    const auto size = static_cast<Number>(file.size());
    Number missing = 0, cut = 0;
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        if (offsets[i] == 0 || counts[i] == 0)
            ++missing;
        else if (offsets[i] > size || counts[i] > size - offsets[i])
            ++cut;
    }
    if (cut > 0) {
        throw UnreadableError("TRUNCATED", file.shown(),
                              fmt::format("truncated: {} of {} blocks lie beyond the end of the file ({} bytes)", cut, blocks, size),
                              "fetch the file again");
    }
    if (missing > 0) {
        throw UnreadableError("BLOCKS", file.shown(),
                              fmt::format("{} of {} blocks are missing: sparse or unfinished file", missing, blocks),
                              "fetch the file again, or fill it with NoData");
    }
}

}  // namespace

void check_tiff_layout(const Session& session, const VirtualFile& file)
{
    const Directory directory(file);
    const Number cols = directory.one(image_width, 0), rows = directory.one(image_length, 0);
    const Number samples = directory.one(samples_per_pixel, 1), bits = directory.one(bits_per_sample, 1);
    check_raster_size(session, file.shown(), rows, cols, samples);

    const bool tiled = directory.has(tile_width) || directory.has(tile_offsets);
    const bool separate = directory.one(planar_configuration, 1) == 2;
    const Number block_cols = tiled ? directory.one(tile_width, 0) : cols;
    const Number block_rows = tiled ? directory.one(tile_length, 0) : std::min(rows, directory.one(rows_per_strip, rows));
    if (block_cols == 0 || block_rows == 0 || bits == 0 || bits > 128) {
        throw UnreadableError("FORMAT", file.shown(),
                              fmt::format("corrupt TIFF: blocks of {} x {} pixels, {} bits", block_cols, block_rows, bits),
                              "fetch the file again");
    }
    const Number pixel_bytes = std::max<Number>(1, bits / 8) * (separate ? 1 : samples);
    if (block_cols > max_block_bytes || block_rows > max_block_bytes / pixel_bytes / block_cols) {
        throw LimitError(
            "BLOCKS", file.shown(),
            fmt::format("blocks of {} x {} pixels are larger than the limit of {} bytes", block_cols, block_rows, max_block_bytes),
            "rewrite the file in tiles");
    }
    const Number blocks = ((cols + block_cols - 1) / block_cols) * ((rows + block_rows - 1) / block_rows) * (separate ? samples : 1);
    if (blocks > max_blocks) {
        throw LimitError("BLOCKS", file.shown(), fmt::format("{} blocks, the limit is {}", blocks, max_blocks),
                         "rewrite the file in larger tiles");
    }
    check_blocks(directory, file, tiled, blocks);
}

}  // namespace tasi::io
