#include "algorithms/rates/significance.hpp"

#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace tasi {
namespace {

// No exceptions, and no promotion to long double, whose size differs between machines.
using Policy = boost::math::policies::policy<boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                             boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                             boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
                                             boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using Student = boost::math::students_t_distribution<double, Policy>;

double upper_tail(double confidence_pct) { return (100.0 - confidence_pct) / 200.0; }

}  // namespace

double two_sided_normal_quantile(double confidence_pct)
{
    return boost::math::quantile(boost::math::complement(Normal(), upper_tail(confidence_pct)));
}

double two_sided_student_quantile(double confidence_pct, double degrees_of_freedom)
{
    struct Known {
        double confidence_pct = -1, degrees_of_freedom = -1, quantile = 0;
    };
    thread_local Known last;  // transects of one set of dates ask for the same one again and again
    if (last.confidence_pct == confidence_pct && last.degrees_of_freedom == degrees_of_freedom) return last.quantile;
    const double quantile = boost::math::quantile(boost::math::complement(Student(degrees_of_freedom), upper_tail(confidence_pct)));
    const bool whole = degrees_of_freedom == std::floor(degrees_of_freedom);
    if (whole) last = {confidence_pct, degrees_of_freedom, quantile};
    return quantile;
}

double two_sided_normal_p(double z) { return std::erfc(std::fabs(z) / std::sqrt(2.0)); }

double two_sided_student_p(double t, double degrees_of_freedom)
{
    if (std::isinf(t)) return 0;
    return 2 * boost::math::cdf(boost::math::complement(Student(degrees_of_freedom), std::fabs(t)));
}

double chi_square_p(double chi_square, double degrees_of_freedom)
{
    return boost::math::gamma_q(degrees_of_freedom / 2, chi_square / 2, Policy());
}

}  // namespace tasi
