#include "scenes/sensors/mask_choice.hpp"
#include "scenes/sensors/quality_bits.hpp"

#include <limits>
#include <map>

#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

std::vector<QualityField> usual(const std::vector<QualityField>& fields) { return chosen_fields(fields, MaskChoice{}); }

}  // namespace

TEST_CASE("a QA_PIXEL value of Collection 2 is masked for the reason that its bits state", "[quality]")
{
    const std::map<int, int> wanted{
        {1, fill},      {21824, clear},  {21952, clear},          {22018, cloud},          {22080, clear},
        {22280, cloud}, {23888, shadow}, {23826, cloud | shadow}, {24082, cloud | shadow}, {55052, cloud},
    };
    for (const auto& [value, flags] : wanted) {
        CAPTURE(value);
        CHECK(int{decode_quality(static_cast<float>(value), landsat_c2_qa_pixel())} == flags);
    }
}

TEST_CASE("each rejected bit and each high confidence alone masks a Landsat pixel", "[quality]")
{
    const std::map<int, int> wanted{{0, fill}, {1, cloud}, {2, cloud}, {3, cloud}, {4, shadow}, {5, snow}, {6, clear}, {7, clear}};
    for (const auto& [bit, flag] : wanted) {
        CAPTURE(bit);
        CHECK(int{decode_quality(static_cast<float>(1 << bit), landsat_c2_qa_pixel())} == flag);
    }
    for (const int low_bit : {8, 10, 14}) {
        CAPTURE(low_bit);
        CHECK(decode_quality(static_cast<float>(3 << low_bit), landsat_c2_qa_pixel()) != clear);
        CHECK(decode_quality(static_cast<float>(2 << low_bit), landsat_c2_qa_pixel()) == clear);
        CHECK(decode_quality(static_cast<float>(1 << low_bit), landsat_c2_qa_pixel()) == clear);
    }
}

TEST_CASE("a BQA value of Collection 1 is masked for the reason that its bits state", "[quality]")
{
    const std::map<int, int> wanted{
        {1, fill},     {2, invalid},  {2720, clear}, {2752, clear}, {2800, cloud},  {2976, shadow},  {3008, shadow},  {6816, cloud},
        {6896, cloud}, {2804, cloud}, {2724, clear}, {16, cloud},   {3 << 9, snow}, {2 << 9, clear}, {1 << 4, cloud}, {1 << 13, clear},
    };
    for (const auto& [value, flags] : wanted) {
        CAPTURE(value);
        CHECK(int{decode_quality(static_cast<float>(value), usual(landsat_c1_bqa()))} == flags);
    }
    MaskChoice medium;
    medium.medium_confidence = true;
    CHECK(decode_quality(2752, chosen_fields(landsat_c1_bqa(), medium)) == cloud);
}

TEST_CASE("a pre-collection BQA value is masked where cloud is likely or fairly likely", "[quality]")
{
    const std::map<int, int> wanted{
        {1, fill},        {2, invalid},     {4, invalid},     {20480, clear},   {53248, cloud},
        {61440, cloud},   {1 << 14, clear}, {2 << 14, cloud}, {3 << 14, cloud}, {3 << 12, cloud},
        {2 << 12, clear}, {3 << 10, snow},  {1 << 3, clear},  {3 << 4, clear},  {15 << 6, clear},
    };
    for (const auto& [value, flags] : wanted) {
        CAPTURE(value);
        CHECK(int{decode_quality(static_cast<float>(value), usual(landsat_pre_collection_bqa()))} == flags);
    }
}

TEST_CASE("one number means different things in the layouts of different products", "[quality]")
{
    CHECK(decode_quality(2800, usual(landsat_c1_bqa())) == cloud);
    CHECK(decode_quality(2800, usual(landsat_c2_qa_pixel())) != cloud);
    CHECK(decode_quality(53248, usual(landsat_c1_bqa())) == clear);
    CHECK(decode_quality(53248, usual(landsat_pre_collection_bqa())) == cloud);
}

TEST_CASE("high aerosol is the level 11 of bits 6 and 7", "[quality]")
{
    for (const int value : {0, 64, 128, 2, 32}) CHECK(decode_quality(static_cast<float>(value), {landsat_c2_high_aerosol()}) == clear);
    for (const int value : {192, 194, 228}) CHECK(decode_quality(static_cast<float>(value), {landsat_c2_high_aerosol()}) != clear);
}

TEST_CASE("a choice of classes leaves defects in and can count medium confidence", "[quality]")
{
    MaskChoice only_cloud;
    only_cloud.classes = {MaskClass::cloud};
    const auto fields = chosen_fields(landsat_c2_qa_pixel(), only_cloud);
    CHECK(decode_quality(1, fields) == fill);
    CHECK(decode_quality(22280, fields) == cloud);
    CHECK(decode_quality(23888, fields) == clear);  // shadow
    CHECK(decode_quality(22080, fields) == clear);  // medium confidence of cloud
    only_cloud.medium_confidence = true;
    CHECK(decode_quality(22080, chosen_fields(landsat_c2_qa_pixel(), only_cloud)) == cloud);
}

TEST_CASE("the scene classification keeps classes 2, 4, 5, 6 and 7 only", "[quality]")
{
    const std::map<int, int> wanted{{0, fill},     {1, invalid},  {2, clear},           {3, shadow},   {4, clear},    {5, clear},
                                    {6, clear},    {7, clear},    {8, cloud},           {9, cloud},    {10, cloud},   {11, snow},
                                    {12, invalid}, {31, invalid}, {32, invalid | fill}, {37, invalid}, {255, invalid}};
    for (const auto& [value, flags] : wanted) {
        CAPTURE(value);
        CHECK(int{decode_quality(static_cast<float>(value), usual(sentinel2_scl()))} == flags);
    }
}

TEST_CASE("a quality number that is missing or no whole number is never clear", "[quality]")
{
    for (const float number : {std::numeric_limits<float>::quiet_NaN(), -1.0f, 0.5f, 70000.0f, std::numeric_limits<float>::infinity()}) {
        CAPTURE(number);
        CHECK(decode_quality(number, landsat_c2_qa_pixel()) == fill);
        CHECK(decode_quality(number, usual(sentinel2_scl())) == fill);
    }
}

TEST_CASE("radiometric saturation masks a pixel only for the bands in use", "[quality]")
{
    const float bands_2_to_5 = 30;
    CHECK(decode_quality(bands_2_to_5, landsat_c2_radsat({3, 5}, true), clear) == saturated);
    CHECK(decode_quality(bands_2_to_5, landsat_c2_radsat({6}, true), clear) == clear);
    CHECK(decode_quality(2048, landsat_c2_radsat({6}, true), clear) == invalid);  // terrain occlusion
    CHECK(decode_quality(2048, landsat_c2_radsat({5}, false), clear) == clear);
    CHECK(decode_quality(512, landsat_c2_radsat({5}, false), clear) == invalid);  // dropped pixel
}

TEST_CASE("a whole layer is decoded pixel by pixel", "[quality]")
{
    Pixels numbers(2, 2);
    numbers << 1, 21824, 22280, 23888;
    Mask wanted(2, 2);
    wanted << fill, clear, cloud, shadow;
    CHECK((decode_quality(numbers, landsat_c2_qa_pixel()) == wanted).all());
}
