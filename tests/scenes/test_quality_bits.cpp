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
