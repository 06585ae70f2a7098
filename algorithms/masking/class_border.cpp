#include "algorithms/masking/class_border.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "algorithms/masking/missing.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr int rows_per_task = 64;
constexpr std::uint8_t land = 1, water = 2;

template <class Work>
void for_rows(Eigen::Index rows, Work&& work)
{
    parallel_for(static_cast<int>((rows + rows_per_task - 1) / rows_per_task), [&](int task) {
        const Eigen::Index begin = Eigen::Index{task} * rows_per_task;
        for (Eigen::Index row = begin; row < std::min(rows, begin + rows_per_task); ++row) work(row);
    });
}

Mask classes_of(const Pixels& values, const Mask& mask, double level)
{
    Mask classes(values.rows(), values.cols());
    for_rows(values.rows(), [&](Eigen::Index row) {
        for (Eigen::Index col = 0; col < values.cols(); ++col) {
            const bool above = static_cast<double>(values(row, col)) > level;
            classes(row, col) = is_missing(values, mask, row, col) ? std::uint8_t{0} : above ? water : land;
        }
    });
    return classes;
}

/// What most usable neighbours are.
Mask majority(const Mask& classes)
{
    Mask result = classes;
    for_rows(classes.rows(), [&](Eigen::Index row) {
        for (Eigen::Index col = 0; col < classes.cols(); ++col) {
            if (classes(row, col) == 0) continue;
            int balance = 0;
            for (Eigen::Index r = std::max<Eigen::Index>(0, row - 1); r <= std::min(classes.rows() - 1, row + 1); ++r)
                for (Eigen::Index c = std::max<Eigen::Index>(0, col - 1); c <= std::min(classes.cols() - 1, col + 1); ++c)
                    balance += classes(r, c) == water ? 1 : classes(r, c) == land ? -1 : 0;
            if (balance != 0) result(row, col) = balance > 0 ? water : land;
        }
    });
    return result;
}

/// The classes found within `reach` of every one of `count` cells `step` apart, as bits; `last` keeps the last place of each class.
void spread(const std::uint8_t* from, std::uint8_t* to, Eigen::Index count, Eigen::Index step, int reach)
{
    for (const std::uint8_t bit : {land, water}) {
        Eigen::Index last = -reach - 1;
        for (Eigen::Index i = 0; i < count; ++i) {
            if (from[i * step] & bit) last = i;
            if (i - last <= reach) to[i * step] |= bit;
        }
        last = count + reach;
        for (Eigen::Index i = count; i-- > 0;) {
            if (from[i * step] & bit) last = i;
            if (last - i <= reach) to[i * step] |= bit;
        }
    }
}

/// The classes within `reach` rows and columns of every pixel, as bits.
Mask classes_near(const Mask& classes, int reach)
{
    Mask along_rows = Mask::Zero(classes.rows(), classes.cols()), near = along_rows;
    for_rows(classes.rows(), [&](Eigen::Index row) { spread(&classes(row, 0), &along_rows(row, 0), classes.cols(), 1, reach); });
    for_rows(classes.cols(), [&](Eigen::Index col) { spread(&along_rows(0, col), &near(0, col), classes.rows(), classes.cols(), reach); });
    return near;
}

}  // namespace

Mask border_zone(const Pixels& values, const Mask& mask, double level, int reach_px)
{
    if (reach_px < 1) throw UsageError("ZONE", "", "a zone of " + std::to_string(reach_px) + " pixels", "give 1 pixel or more");
    if (mask.size() != 0 && (mask.rows() != values.rows() || mask.cols() != values.cols()))
        throw BugError("SIZE", "", "index and mask differ in size", "report this");
    if (values.size() == 0) return mask;
    const Mask near = classes_near(majority(classes_of(values, mask, level)), reach_px);
    Mask zone = mask.size() != 0 ? mask : Mask::Zero(values.rows(), values.cols());
    for (Eigen::Index i = 0; i < zone.size(); ++i)
        if (near.data()[i] != (land | water)) zone.data()[i] |= PixelFlag::outside;
    return zone;
}

}  // namespace tasi
