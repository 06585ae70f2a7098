#include "algorithms/transects/orientation.hpp"

#include <array>
#include <cmath>

namespace tasi {
namespace {

/// A sum of doubles whose bits do not overlap, smallest first: the exact value of everything added to it.
class ExactSum {
public:
    void add_product(double a, double b)
    {
        const double product = a * b;
        add(std::fma(a, b, -product));
        add(product);
    }

    /// The last part outweighs all others together, so this has the sign of the exact sum.
    double rounded() const
    {
        double sum = 0;
        for (std::size_t i = 0; i < count_; ++i) sum += parts_[i];
        return sum;
    }

private:
    void add(double value)
    {
        double carry = value;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            const double sum = carry + parts_[i];
            const double from_part = sum - carry;
            const double error = (carry - (sum - from_part)) + (parts_[i] - from_part);
            carry = sum;
            if (error != 0) parts_[kept++] = error;
        }
        if (carry != 0) parts_[kept++] = carry;
        count_ = kept;
    }

    std::array<double, 16> parts_{};
    std::size_t count_ = 0;
};

double exact_orientation(const Point& a, const Point& b, const Point& c)
{
    ExactSum sum;
    sum.add_product(a.x, b.y);
    sum.add_product(-a.y, b.x);
    sum.add_product(b.x, c.y);
    sum.add_product(-b.y, c.x);
    sum.add_product(c.x, a.y);
    sum.add_product(-c.y, a.x);
    return sum.rounded();
}

}  // namespace

double orientation(const Point& a, const Point& b, const Point& c)
{
    const double left = (a.x - c.x) * (b.y - c.y);
    const double right = (a.y - c.y) * (b.x - c.x);
    const double area = left - right;
    // Rounding is below 3.4e-16 of this scale; the wide margin also makes the value good enough to divide by.
    if (std::abs(area) > 1e-4 * (std::abs(left) + std::abs(right))) return area;
    return exact_orientation(a, b, c);
}

}  // namespace tasi
