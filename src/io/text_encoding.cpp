#include "src/io/text_encoding.hpp"

#include <array>
#include <cstdint>

namespace tasi::io {
namespace {

/// Bytes 80 to 9F; source: the Unicode consortium's mapping table CP1252.TXT.
constexpr std::array<std::uint16_t, 32> upper_controls{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void append(std::string& text, unsigned c)
{
    const auto byte = [&](unsigned value) { text += static_cast<char>(static_cast<unsigned char>(value)); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) return byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F));
    byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
}

}  // namespace

std::string utf8_from_cp1252(std::string_view text)
{
    std::string recoded;
    for (const char c : text) {
        const auto code = static_cast<std::uint8_t>(c);
        append(recoded, code >= 0x80 && code < 0xA0 ? upper_controls[code - 0x80u] : code);
    }
    return recoded;
}

}  // namespace tasi::io
