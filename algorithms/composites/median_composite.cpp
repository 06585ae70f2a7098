#include "algorithms/composites/median_composite.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "algorithms/composites/column_sort.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();
constexpr Eigen::Index rows_of_a_task = 16;

constexpr float none = std::numeric_limits<float>::infinity();  // sorts behind every value
using Doubles = std::array<double, sort_lanes>;
using Floats = std::array<float, sort_lanes>;
using Flags = std::array<int, sort_lanes>;

/// The layers, and one thread's room for the values of a few neighbouring pixels: one column a pixel, one row a layer.
class Stack {
public:
    Stack(const std::vector<const Pixels*>& own, const std::vector<const Pixels*>& neighbours)
        : layers_(own),
          own_(own.size()),
          used_(own.size() + neighbours.size(), 0),
          valid_(used_.size()),
          own_network_(sorting_network(static_cast<int>(own.size()))),
          network_(sorting_network(static_cast<int>(used_.size())))
    {
        layers_.insert(layers_.end(), neighbours.begin(), neighbours.end());
        values_.resize(layers_.size() * sort_lanes);
    }

    /// The composite of the pixels `first` to `first` + `width` - 1, at most `sort_lanes`.
    void composite_pixels(Composite& result, Eigen::Index first, int width, const CompositeOptions& options)
    {
        count_.fill(0);
        Flags wanted;
        wanted.fill(1);
        gather(0, own_, first, width, wanted);
        const Flags own_count = count_;
        int few = 0;
        for (std::size_t lane = 0; lane < sort_lanes; ++lane) few += wanted[lane] = count_[lane] < options.min_count;
        const bool pool = few > 0 && own_ < layers_.size();
        if (pool) gather(own_, layers_.size(), first, width, wanted);
        const std::size_t rows = pool ? layers_.size() : own_;
        const int least = options.min_count > 1 ? 2 : 1;
        count_used(rows, least);
        const Doubles sd = spread(rows);
        sort_columns(values_.data(), pool ? network_ : own_network_);
        for (int lane = 0; lane < width; ++lane) {
            const auto l = static_cast<std::size_t>(lane);
            if (count_[l] < least) continue;
            result.median.data()[first + lane] = middle(lane, count_[l]);
            result.sd.data()[first + lane] = static_cast<float>(sd[l]);
            result.count.data()[first + lane] = static_cast<std::uint16_t>(std::min(count_[l], 65535));
            result.pooled.data()[first + lane] = count_[l] > own_count[l];
        }
    }
    const std::vector<long long>& used() const { return used_; }

private:
    /// Copies layers `from` to `to` - 1; only of the pixels `wanted` (1 or 0).
    void gather(std::size_t from, std::size_t to, Eigen::Index first, int width, const Flags& wanted)
    {
        Floats some;
        some.fill(none);
        const bool all = std::count(wanted.begin(), wanted.end(), 1) == sort_lanes;
        for (std::size_t k = from; k < to; ++k) {
            const float* source = layers_[k]->data() + first;
            if (width < sort_lanes) source = (std::copy_n(source, width, some.begin()), some.data());
            float* const row = values_.data() + k * sort_lanes;
            for (std::size_t lane = 0; lane < sort_lanes; ++lane) row[lane] = source[lane] < none ? source[lane] : none;
            for (std::size_t lane = 0; !all && lane < sort_lanes; ++lane) row[lane] = wanted[lane] != 0 ? row[lane] : none;
            int valid = 0;
            for (std::size_t lane = 0; lane < sort_lanes; ++lane) valid += static_cast<int>(row[lane] < none);
            for (std::size_t lane = 0; lane < sort_lanes; ++lane) count_[lane] += static_cast<int>(row[lane] < none);
            valid_[k] = valid;
        }
    }

    /// Adds the values of each layer that lie in pixels with an answer, before they change their order.
    void count_used(std::size_t rows, int least)
    {
        for (std::size_t k = 0; k < rows; ++k) used_[k] += valid_[k];
        for (std::size_t lane = 0; lane < sort_lanes; ++lane)
            for (std::size_t k = 0; count_[lane] > 0 && count_[lane] < least && k < rows; ++k)
                used_[k] -= values_[k * sort_lanes + lane] < none;
    }

    /// Population standard deviations, before the values change their order. Missing values weigh 0.
    Doubles spread(std::size_t rows) const
    {
        Doubles mean{}, squares{};
        Floats value, weight;
        for (std::size_t k = 0; k < rows; ++k) {
            const float* const row = values_.data() + k * sort_lanes;
            for (std::size_t lane = 0; lane < sort_lanes; ++lane) value[lane] = row[lane] < none ? row[lane] : 0.0F;
            for (std::size_t lane = 0; lane < sort_lanes; ++lane) mean[lane] += static_cast<double>(value[lane]);
        }
        for (std::size_t lane = 0; lane < sort_lanes; ++lane) mean[lane] /= std::max(count_[lane], 1);
        for (std::size_t k = 0; k < rows; ++k) {
            const float* const row = values_.data() + k * sort_lanes;
            for (std::size_t lane = 0; lane < sort_lanes; ++lane) weight[lane] = row[lane] < none ? 1.0F : 0.0F;
            for (std::size_t lane = 0; lane < sort_lanes; ++lane) value[lane] = row[lane] < none ? row[lane] : 0.0F;
            for (std::size_t lane = 0; lane < sort_lanes; ++lane) {
                const double away = (static_cast<double>(value[lane]) - mean[lane]) * static_cast<double>(weight[lane]);
                squares[lane] += away * away;
            }
        }
        for (std::size_t lane = 0; lane < sort_lanes; ++lane) squares[lane] = std::sqrt(squares[lane] / std::max(count_[lane], 1));
        return squares;
    }

    float middle(int lane, int count) const
    {
        const auto at = [&](int row) { return static_cast<double>(values_[static_cast<std::size_t>(row * sort_lanes + lane)]); };
        return static_cast<float>(count % 2 == 1 ? at(count / 2) : (at(count / 2 - 1) + at(count / 2)) / 2);
    }

    std::vector<const Pixels*> layers_;
    std::size_t own_;
    std::vector<long long> used_;
    std::vector<int> valid_;  ///< per layer, of the present pixels
    std::vector<std::pair<int, int>> own_network_, network_;
    std::vector<float> values_;
    Flags count_{};
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
        for (Eigen::Index i = from; i < to; i += sort_lanes)
            stack.composite_pixels(result, i, static_cast<int>(std::min<Eigen::Index>(sort_lanes, to - i)), options);
        used[static_cast<std::size_t>(task)] = stack.used();
    });
    result.used.assign(own.size() + neighbours.size(), 0);
    for (const auto& part : used)
        for (std::size_t k = 0; k < part.size(); ++k) result.used[k] += part[k];
    return result;
}

}  // namespace tasi
