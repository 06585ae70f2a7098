#pragma once

#include <cmath>

namespace tasi {

/// Of many small parts of a number the sum is that number again, but for its last digit (Neumaier 1974, doi:10.1002/zamm.19740540106).
class ExactSum {
public:
    void add(double value)
    {
        const double next = sum_ + value;
        lost_ += std::abs(sum_) >= std::abs(value) ? (sum_ - next) + value : (value - next) + sum_;
        sum_ = next;
    }
    double value() const { return sum_ + lost_; }

private:
    double sum_ = 0, lost_ = 0;
};

}  // namespace tasi
