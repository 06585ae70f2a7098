#include "algorithms/composites/median_composite.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();
constexpr Eigen::Index rows_of_a_task = 16;

double population_sd(std::span<const float> values)
{
    double sum = 0;
    for (const float value : values) sum += static_cast<double>(value);
    const auto n = static_cast<double>(values.size());
    const double mean = sum / n;
    double squares = 0;
    for (const float value : values) squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
    return std::sqrt(squares / n);
}

double middle(std::span<float> values)
{
    const std::size_t half = values.size() / 2;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(half);
    std::nth_element(values.begin(), at, values.end());
    const auto upper = static_cast<double>(*at);
    if (values.size() % 2 == 1) return upper;
    return (static_cast<double>(*std::max_element(values.begin(), at)) + upper) / 2;
}

/// The layers and one thread's room for the values of a pixel.
class Stack {
public:
    Stack(const std::vector<const Pixels*>& own, const std::vector<const Pixels*>& neighbours)
        : layers_(own), own_(own.size()), used_(own.size() + neighbours.size(), 0)
    {
        layers_.insert(layers_.end(), neighbours.begin(), neighbours.end());
        values_.reserve(layers_.size());
    }

    void composite_pixel(Composite& result, Eigen::Index i, const CompositeOptions& options)
    {
        values_.clear();
        gather(i, 0, own_);
        const bool pool = static_cast<int>(values_.size()) < options.min_count;
        const std::size_t own_count = values_.size();
        if (pool) gather(i, own_, layers_.size());
        const std::size_t least = options.min_count > 1 ? 2 : 1;
        if (values_.size() < least) return;
        const PixelStatistics pixel = statistics_of(values_);
        result.median.data()[i] = pixel.median;
        result.sd.data()[i] = pixel.sd;
        result.count.data()[i] = static_cast<std::uint16_t>(std::min(pixel.count, 65535));
        result.pooled.data()[i] = values_.size() > own_count;
        count_layers(i, pool ? layers_.size() : own_);
    }
    const std::vector<long long>& used() const { return used_; }

private:
    void gather(Eigen::Index i, std::size_t from, std::size_t to)
    {
        for (std::size_t k = from; k < to; ++k)
            if (const float value = layers_[k]->data()[i]; !std::isnan(value)) values_.push_back(value);
    }
    void count_layers(Eigen::Index i, std::size_t to)
    {
        for (std::size_t k = 0; k < to; ++k) used_[k] += !std::isnan(layers_[k]->data()[i]);
    }

    std::vector<const Pixels*> layers_;
    std::size_t own_;
    std::vector<long long> used_;
    std::vector<float> values_;
};

void require_one_size(const std::vector<const Pixels*>& layers, const Pixels& first)
{
    for (const Pixels* layer : layers)
        if (layer->rows() != first.rows() || layer->cols() != first.cols())
            throw BugError("SHAPE", "", "layers of different size", "report it");
}

}  // namespace

void CompositeOptions::validate() const
{
    if (min_count < 1 || min_count > 1000)
        throw UsageError("RANGE", "", "--min-count is " + std::to_string(min_count), "give a whole number in the range 1 to 1000");
}

void keep_first(Pixels& layer, const std::vector<const Pixels*>& before)
{
    require_one_size(before, layer);
    for (const Pixels* other : before)
        for (Eigen::Index i = 0; i < layer.size(); ++i)
            if (!std::isnan(other->data()[i])) layer.data()[i] = missing;
}

PixelStatistics statistics_of(std::span<float> values)
{
    if (values.empty()) return {missing, missing, 0};
    const auto sd = static_cast<float>(population_sd(values));  // before the values change their order
    return {static_cast<float>(middle(values)), sd, static_cast<int>(values.size())};
}

Composite composite_of(const std::vector<const Pixels*>& own, const std::vector<const Pixels*>& neighbours, const CompositeOptions& options)
{
    options.validate();
    if (own.empty()) throw BugError("LAYERS", "", "a composite of no scenes", "report it");
    const Pixels& first = *own.front();
    require_one_size(own, first);
    require_one_size(neighbours, first);
    Composite result;
    result.median = Pixels::Constant(first.rows(), first.cols(), missing);
    result.sd = result.median;
    result.count = Counts::Zero(first.rows(), first.cols());
    result.pooled = Mask::Zero(first.rows(), first.cols());

    const auto tasks = static_cast<int>((first.rows() + rows_of_a_task - 1) / rows_of_a_task);
    std::vector<std::vector<long long>> used(static_cast<std::size_t>(tasks));
    parallel_for(tasks, [&](int task) {
        Stack stack(own, neighbours);
        const Eigen::Index from = task * rows_of_a_task * first.cols();
        const Eigen::Index to = std::min((task + 1) * rows_of_a_task, first.rows()) * first.cols();
        for (Eigen::Index i = from; i < to; ++i) stack.composite_pixel(result, i, options);
        used[static_cast<std::size_t>(task)] = stack.used();
    });
    result.used.assign(own.size() + neighbours.size(), 0);
    for (const auto& part : used)
        for (std::size_t k = 0; k < part.size(); ++k) result.used[k] += part[k];
    return result;
}

}  // namespace tasi
