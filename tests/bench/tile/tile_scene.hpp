#pragma once

#include <cstdint>
#include <vector>

/// An invented coast of any size in pixels of 10 m: sea in the west, land in the east, with bays, islands, lakes and rivers.
class TileScene {
public:
    explicit TileScene(int pixels);

    /// Share of water 0..1 of every pixel of a row.
    void water_row(int row, std::vector<float>& water) const;
    /// Stored numbers of a row of a band of Sentinel-2 (2, 3, 4, 8, 11 or 12) on pixels of 10 m, offset of 1000 included.
    void band_row(int band, int row, const std::vector<float>& water, std::vector<std::uint16_t>& numbers) const;

private:
    struct Octave {
        int cell;      ///< pixels
        double level;  ///< amplitude
        std::uint32_t seed;
    };
    void noise_row(const std::vector<Octave>& octaves, int row, std::vector<float>& sum) const;

    int pixels_;
    std::vector<Octave> ground_, lakes_, texture_;
};
