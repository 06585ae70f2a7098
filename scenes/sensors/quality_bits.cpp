#include "scenes/sensors/quality_bits.hpp"

#include <algorithm>
#include <limits>

namespace tasi::scenes {
namespace {

constexpr std::uint32_t set = 1u << 1;   // of a single bit
constexpr std::uint32_t high = 1u << 3;  // of a two-bit confidence: 00 none, 01 low, 10 medium, 11 high
constexpr std::uint32_t medium = 1u << 2;

constexpr std::uint32_t classes(std::initializer_list<int> values)
{
    std::uint32_t bits = 0;
    for (const int value : values) bits |= 1u << value;
    return bits;
}

bool is_whole(float number) { return number >= 0.0f && number <= 65535.0f && number == static_cast<float>(static_cast<int>(number)); }

}  // namespace

const std::vector<QualityField>& landsat_c2_qa_pixel()
{
    static const std::vector<QualityField> fields{
        {"fill", 0, 1, set, fill},
        {"dilated cloud", 1, 1, set, cloud, MaskClass::dilated},
        {"cirrus", 2, 1, set, cloud, MaskClass::cirrus},
        {"cloud", 3, 1, set, cloud, MaskClass::cloud},
        {"cloud shadow", 4, 1, set, shadow, MaskClass::shadow},
        {"snow", 5, 1, set, snow, MaskClass::snow},
        {"cloud confidence", 8, 2, high, cloud, MaskClass::cloud, medium},
        {"shadow confidence", 10, 2, high, shadow, MaskClass::shadow},
        {"cirrus confidence", 14, 2, high, cloud, MaskClass::cirrus},
    };
    return fields;
}

const std::vector<QualityField>& landsat_c1_bqa()
{
    static const std::vector<QualityField> fields{
        {"fill", 0, 1, set, fill},
        {"terrain occlusion or dropped pixel", 1, 1, set, invalid},
        {"cloud", 4, 1, set, cloud, MaskClass::cloud},
        {"cloud confidence", 5, 2, high, cloud, MaskClass::cloud, medium},
        {"shadow confidence", 7, 2, high, shadow, MaskClass::shadow, medium},
        {"snow confidence", 9, 2, high, snow, MaskClass::snow, medium},
        {"cirrus confidence", 11, 2, high, cloud, MaskClass::cirrus, medium},
    };
    return fields;
}

const std::vector<QualityField>& landsat_pre_collection_bqa()
{
    static const std::vector<QualityField> fields{
        {"fill", 0, 1, set, fill},
        {"dropped frame", 1, 1, set, invalid},
        {"terrain occlusion", 2, 1, set, invalid},
        {"snow confidence", 10, 2, high, snow, MaskClass::snow, medium},
        {"cirrus confidence", 12, 2, high, cloud, MaskClass::cirrus, medium},
        {"cloud confidence", 14, 2, high | medium, cloud, MaskClass::cloud, medium},
    };
    return fields;
}

const QualityField& landsat_c2_high_aerosol()
{
    static const QualityField field{"high aerosol", 6, 2, high, invalid};
    return field;
}

const std::vector<QualityField>& sentinel2_scl()
{
    static const std::vector<QualityField> fields{
        {"no data", 0, 5, classes({0}), fill},
        {"saturated or defective", 0, 5, classes({1}), invalid},
        {"dark area", 0, 5, classes({2}), shadow, MaskClass::dark},
        {"cloud shadow", 0, 5, classes({3}), shadow, MaskClass::shadow},
        {"cloud", 0, 5, classes({8, 9}), cloud, MaskClass::cloud},
        {"cirrus", 0, 5, classes({10}), cloud, MaskClass::cirrus},
        {"snow or ice", 0, 5, classes({11}), snow, MaskClass::snow},
        {"unknown class", 0, 5, ~0xFFFu, invalid},
        {"unknown class", 5, 3, 0xFEu, invalid},
    };
    return fields;
}

const std::vector<QualityField>& sentinel2_classification()
{
    static const std::vector<QualityField> fields{
        {"opaque cloud", 0, 1, set, cloud, MaskClass::cloud},
        {"cirrus", 0, 1, set, cloud, MaskClass::cirrus},
        {"snow", 0, 1, set, snow, MaskClass::snow},
    };
    return fields;
}

const std::vector<QualityField>& sentinel2_qa60()
{
    static const std::vector<QualityField> fields{
        {"opaque cloud", 10, 1, set, cloud, MaskClass::cloud},
        {"cirrus", 11, 1, set, cloud, MaskClass::cirrus},
    };
    return fields;
}

std::vector<QualityField> landsat_c2_radsat(const std::vector<int>& band_numbers, bool oli)
{
    std::vector<QualityField> fields;
    for (const int number : band_numbers) fields.push_back({"band " + std::to_string(number), number - 1, 1, set, saturated});
    if (oli)
        fields.push_back({"terrain occlusion", 11, 1, set, invalid});
    else
        fields.push_back({"dropped pixel", 9, 1, set, invalid});
    return fields;
}

std::uint8_t decode_quality(float number, const std::vector<QualityField>& fields, PixelFlag unstated)
{
    if (!is_whole(number)) return unstated;
    const auto value = static_cast<std::uint32_t>(number);
    unsigned flags = clear;
    for (const QualityField& field : fields) {
        const std::uint32_t part = (value >> field.first_bit) & ((1u << field.bits) - 1u);
        if ((field.rejected >> part) & 1u) flags |= field.flag;
    }
    return static_cast<std::uint8_t>(flags);
}

Mask decode_quality(const Pixels& numbers, const std::vector<QualityField>& fields, PixelFlag unstated)
{
    constexpr Eigen::Index together = 32;
    constexpr std::uint16_t unknown = 256;
    std::vector<std::uint16_t> known(65536, unknown);  // an image holds few different numbers, mostly in long runs
    Mask mask(numbers.rows(), numbers.cols());
    float last = std::numeric_limits<float>::quiet_NaN();
    std::uint8_t flags = unstated;
    for (Eigen::Index first = 0; first < numbers.size(); first += together) {
        const Eigen::Index end = std::min(first + together, numbers.size());
        int others = 0;
        for (Eigen::Index i = first; i < end; ++i) others += static_cast<int>(!(numbers.data()[i] == last));
        if (others == 0) {
            std::fill(mask.data() + first, mask.data() + end, flags);
            continue;
        }
        for (Eigen::Index i = first; i < end; ++i) {
            last = numbers.data()[i];
            std::uint16_t& entry = known[is_whole(last) ? static_cast<std::size_t>(last) : 0];
            if (!is_whole(last))
                flags = unstated;
            else if (entry != unknown)
                flags = static_cast<std::uint8_t>(entry);
            else
                entry = flags = decode_quality(last, fields, unstated);
            mask.data()[i] = flags;
        }
    }
    return mask;
}

}  // namespace tasi::scenes
