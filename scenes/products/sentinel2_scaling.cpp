#include <fmt/format.h>

#include "scenes/products/sentinel2_metadata.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr int all_band_ids = 13;
constexpr const char* download = "download the product again";

UnsafeError bad_offset(const std::string& file, const std::string& what) { return {"OFFSET", file, what, download}; }

double quantification(const io::XmlElement& metadata, const std::string& file)
{
    for (const char* name : {"BOA_QUANTIFICATION_VALUE", "L2A_BOA_QUANTIFICATION_VALUE", "QUANTIFICATION_VALUE"})
        for (const io::XmlElement* element : metadata.all(name)) {
            const auto value = parse_number(element->text);
            if (value && *value > 0) return *value;
            throw UnsafeError("SCALE", file, fmt::format("quantification: {} = {} is not above 0", name, printable(element->text)),
                              download);
        }
    throw UnsafeError("SCALE", file, "quantification value is missing", download);
}

std::map<int, double> listed_offsets(const io::XmlElement& metadata, const std::string& file)
{
    std::map<int, double> offsets;
    for (const char* name : {"BOA_ADD_OFFSET", "RADIO_ADD_OFFSET"})
        for (const io::XmlElement* element : metadata.all(name)) {
            const auto id = parse_integer(element->attribute("band_id"));
            const auto value = parse_number(element->text);
            if (!id || *id < 0 || *id >= all_band_ids || !value)
                throw bad_offset(file, fmt::format("offset of band_id '{}' = '{}' is no number of a band",
                                                   printable(element->attribute("band_id")), printable(element->text)));
            if (!offsets.emplace(static_cast<int>(*id), *value).second)
                throw bad_offset(file, fmt::format("offset of band_id {} is given twice", *id));
        }
    return offsets;
}

double baseline_of(const io::XmlElement& metadata, const std::string& file)
{
    const auto elements = metadata.all("PROCESSING_BASELINE");
    const auto baseline = elements.empty() ? std::nullopt : parse_number(elements.front()->text);
    if (!baseline) throw UnsafeError("BASELINE", file, "processing baseline is missing or no number: the offset is unknown", download);
    return *baseline;
}

void require_offsets_of_baseline(const std::map<int, double>& offsets, double baseline, const std::string& file)
{
    const std::string stated = format_fixed(baseline, 2);
    if (baseline >= 4.0 && offsets.size() != all_band_ids)
        throw bad_offset(file, fmt::format("baseline {} needs an offset for all 13 bands, the list has {}", stated, offsets.size()));
    if (baseline < 4.0 && !offsets.empty())
        throw bad_offset(file,
                         fmt::format("offset conflict: baseline {} has no offsets, but the metadata list {}", stated, offsets.size()));
}

/// The same offset for every band, as the user states it.
std::map<int, double> stated_offsets(double offset, const std::string& file)
{
    if (offset != 0 && offset != -1000)
        throw UsageError("OFFSET", file, "--offset " + format_number(offset) + " is no offset of Sentinel-2 products",
                         "give --offset=0 or --offset=-1000, in stored numbers");
    std::map<int, double> offsets;
    for (int id = 0; id < all_band_ids; ++id) offsets[id] = offset;
    return offsets;
}

}  // namespace

std::optional<double> Sentinel2Scaling::common_offset() const
{
    for (const auto& [id, value] : offsets)
        if (value != offsets.begin()->second) return std::nullopt;
    return offset(0);
}

Sentinel2Scaling sentinel2_scaling(const io::XmlElement& metadata, const std::string& file, const std::optional<double>& offset)
{
    Sentinel2Scaling scaling;
    scaling.quantification = quantification(metadata, file);
    scaling.source = "QUANTIFICATION_VALUE of the product metadata, --offset";
    if (offset) {
        scaling.offsets = stated_offsets(*offset, file);
        return scaling;
    }
    scaling.source = "QUANTIFICATION_VALUE and offset list of the product metadata";
    scaling.offsets = listed_offsets(metadata, file);
    require_offsets_of_baseline(scaling.offsets, baseline_of(metadata, file), file);
    return scaling;
}

}  // namespace tasi::scenes
