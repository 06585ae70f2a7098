#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "src/core/pixels.hpp"

namespace tasi::scenes {

/// What a quality layer can say of a pixel; which of it makes a pixel unusable is a choice (MaskChoice), but for `defect`.
enum class MaskClass { defect, cloud, dilated, cirrus, shadow, snow, dark };

/// A field of bits in a quality layer, and which of its values make a pixel unusable.
struct QualityField {
    std::string name;
    int first_bit = 0;                   ///< 0 = least significant
    int bits = 1;                        ///< 1 to 5
    std::uint32_t rejected = 0;          ///< bit v is set: the value v is rejected
    PixelFlag flag = clear;              ///< why
    MaskClass what = MaskClass::defect;  ///< fill, saturation and other defects always count
    std::uint32_t medium = 0;            ///< bit v is set: the value v is rejected where medium confidence counts
};

/// Landsat Collection 2 `QA_PIXEL`: fill, dilated cloud, cirrus, cloud, shadow, snow, and high confidence of cloud, shadow
/// or cirrus. Bit 6 ("clear") and bit 7 ("water") are never used. Source: USGS LSDS-1619 (OLI), LSDS-1618 (TM, ETM+).
const std::vector<QualityField>& landsat_c2_qa_pixel();

/// Landsat Collection 1 `BQA`: fill, terrain occlusion (OLI) or dropped pixel (TM, ETM+), cloud, and high confidence of cloud,
/// shadow, snow or cirrus. Bits 2-3 count saturated bands without naming them: the numbers tell better. Source: USGS, Landsat
/// Collection 1 Level-1 Quality Assessment Band; LSDS-284, LSDS-272, LSDS-809.
const std::vector<QualityField>& landsat_c1_bqa();

/// Pre-collection Landsat 8 `BQA`: fill, dropped frame, terrain occlusion, cloud of high or medium confidence, and high confidence of
/// cirrus or snow. It knows no cloud shadow. Source: USGS, Pre-Collection Landsat 8 QA band; LSDS-809.
const std::vector<QualityField>& landsat_pre_collection_bqa();

/// Pixels of `SR_QA_AEROSOL` (OLI, Collection 2 Level 2) with much aerosol (bits 6-7 = 11): only counted, for it is unreliable over water.
/// Source: USGS LSDS-1619.
const QualityField& landsat_c2_high_aerosol();

/// Sentinel-2 scene classification: classes 0, 1, 3, 8, 9, 10, 11 and unknown numbers are rejected; 2 (dark area: volcanic
/// sand, deep water), 4, 5, 6 and 7 are kept. Source: ESA Sen2Cor, S2 MSI Level-2A product definition.
const std::vector<QualityField>& sentinel2_scl();

/// Sentinel-2 Level-1C `MSK_CLASSI` from processing baseline 04.00 on: one field for each of its three bands (opaque cloud, cirrus,
/// snow), 1 = yes. Source: ESA S2-PDGS-TAS-DI-PSD, issue 14.9.
const std::vector<QualityField>& sentinel2_classification();

/// `QA60`, which a hosting platform adds to Sentinel-2: bit 10 opaque cloud, bit 11 cirrus. It was left at 0 from 2022-01-25 to early
/// 2024, so that a layer of zeros alone says nothing (see qa60_informs). Source: Google Earth Engine catalog, COPERNICUS/S2.
const std::vector<QualityField>& sentinel2_qa60();

/// Landsat Collection 2 `QA_RADSAT` for the bands whose numbers are given (bit n - 1 = band n, n = 1..7), and terrain
/// occlusion (bit 11, OLI) or dropped pixel (bit 9, TM and ETM+). Source: USGS LSDS-1619, LSDS-1618.
std::vector<QualityField> landsat_c2_radsat(const std::vector<int>& band_numbers, bool oli);

/// The flags of one stored quality number (a whole number in a float). NaN, negative or fractional numbers are `unstated`.
std::uint8_t decode_quality(float number, const std::vector<QualityField>& fields, PixelFlag unstated = fill);

/// The flags of every pixel.
Mask decode_quality(const Pixels& numbers, const std::vector<QualityField>& fields, PixelFlag unstated = fill);

}  // namespace tasi::scenes
