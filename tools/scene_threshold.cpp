#include "tools/scene_threshold.hpp"

#include <utility>

#include <fmt/format.h>

#include "algorithms/masking/zone.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/layer_file.hpp"
#include "tools/layer_inputs.hpp"

namespace tasi::cli {
namespace {

const WaterIndex* known_index(const std::string& name)
{
    for (const WaterIndex& index : water_indices())
        if (index.name == name) return &index;
    return nullptr;
}

double seaward(const std::string& index, double value)
{
    const WaterIndex* known = known_index(index);
    return known ? known->seaward(value) : value;
}

void hide(Mask& mask, const Mask& zone)
{
    for (Eigen::Index i = 0; i < zone.size(); ++i) mask.data()[i] |= zone.data()[i];
}

}  // namespace

Mask keep_near_coast(Run& run, SceneImage& image, const ExtractionOptions& options)
{
    if (!options.coast) return {};
    const Layer layer =
        io::transformed(run.session, io::read_layer(run.session, {*options.coast, std::nullopt, std::nullopt}), image.grid.crs);
    const std::vector<Polyline> coast = lines_of(layer, *options.coast);
    if (image.mask.size() == 0) image.mask = Mask::Zero(image.grid.rows, image.grid.cols);
    hide(image.mask, zone_within(image.grid, coast, options.buffer_m));
    image.summary.reset();
    if (options.buffer_m <= threshold_zone_m) return {};
    Mask near = image.mask;
    hide(near, near_lines(image.grid, coast, threshold_zone_m));
    return near;
}

std::string threshold_rule(const ExtractionOptions& options)
{
    const ThresholdChoice choice = threshold_choice(options.threshold);
    return choice.rule ? choice.text : format_number(seaward(lower_case(options.index), choice.number));
}

std::optional<double> natural_cut(const SceneImage& image, const std::string& index)
{
    const WaterIndex* known = known_index(index);
    if (image.derived || !known) return std::nullopt;
    return known->seaward(known->natural_cut);
}

Threshold threshold_of(const SceneImage& image, const std::string& rule, const Mask& near, std::optional<double> natural_cut)
{
    ThresholdOptions options;
    options.natural_cut = natural_cut;
    return for_scene(image.path, [&] {
        if (near.size() == 0) return choose_threshold(rule, rows_of(image), image.mask, options);
        return choose_threshold_in(rule, rows_of(image),
                                   {{&near, fmt::format("the pixels within {} m of the reference coast", format_number(threshold_zone_m))},
                                    {&image.mask, "the pixels within the buffer of the reference coast"}},
                                   options);
    });
}

double threshold_scale(const SceneImage& image, const Threshold& threshold, const std::string& index)
{
    return image.normalised || !known_index(index) ? 1 : threshold.contrast();
}

bool is_vegetation_index(const std::string& index)
{
    const WaterIndex* known = known_index(index);
    return known && known->land_high;
}

void note_threshold(Run& run, const SceneImage& image, const Threshold& threshold, const std::string& index)
{
    const auto number = parse_number(threshold.rule);
    const bool plants = is_vegetation_index(index);
    run.session.note("threshold of " + image.scene_id,
                     fmt::format("{} of {}: {} from {}; separability {}, valley {}, {} pixels of {}, {} of {}",
                                 number ? format_number(seaward(index, *number)) : threshold.rule, index,
                                 format_fixed(seaward(index, threshold.value), 4), threshold.sample,
                                 format_fixed(threshold.separability, 3), format_fixed(threshold.valley, 3), threshold.land,
                                 plants ? "plants" : "land", threshold.water, plants ? "bare ground" : "water"));
}

}  // namespace tasi::cli
