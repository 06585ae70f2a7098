#include "src/io/text_encoding.hpp"

#include <array>
#include <cstdint>

namespace tasi::io {
namespace {

/// Bytes 80 to 9F; source: the Unicode consortium's mapping table CP1252.TXT.
constexpr std::array<std::uint16_t, 32> upper_controls{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

}  // namespace

std::string utf8_of(std::uint32_t point)
{
    const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    if (point < 0x80) return {byte(point)};
    if (point < 0x800) return {byte(0xC0 | (point >> 6)), byte(0x80 | (point & 0x3F))};
    if (point < 0x10000) return {byte(0xE0 | (point >> 12)), byte(0x80 | ((point >> 6) & 0x3F)), byte(0x80 | (point & 0x3F))};
    return {byte(0xF0 | (point >> 18)), byte(0x80 | ((point >> 12) & 0x3F)), byte(0x80 | ((point >> 6) & 0x3F)),
            byte(0x80 | (point & 0x3F))};
}

std::string utf8_from_cp1252(std::string_view text)
{
    std::string recoded;
    for (const char c : text) {
        const auto code = static_cast<std::uint8_t>(c);
        recoded += utf8_of(code >= 0x80 && code < 0xA0 ? upper_controls[code - 0x80u] : code);
    }
    return recoded;
}

std::string utf8_from_utf16(std::string_view text, bool big_endian)
{
    const auto unit = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(text[i]), second = static_cast<unsigned char>(text[i + 1]);
        return static_cast<std::uint32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    if (text.size() % 2 != 0) return {};
    std::string out;
    for (std::size_t i = 2; i < text.size(); i += 2) {
        std::uint32_t point = unit(i);
        if (point >= 0xDC00 && point < 0xE000) return {};
        if (point >= 0xD800 && point < 0xDC00) {
            if (i + 3 >= text.size()) return {};
            const std::uint32_t low = unit(i + 2);
            if (low < 0xDC00 || low > 0xDFFF) return {};
            point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        }
        out += utf8_of(point);
    }
    return out;
}

}  // namespace tasi::io
