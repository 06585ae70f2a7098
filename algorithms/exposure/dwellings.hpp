#pragma once

#include <map>
#include <utility>
#include <vector>

#include "algorithms/exposure/assets.hpp"

namespace tasi {

/// Buildings, to say where in an area its people stand (dasymetric mapping; Mennis 2003, doi:10.1111/0033-0124.10042).
class Dwellings {
public:
    /// No building: all people are spread evenly.
    Dwellings() = default;
    /// `buildings`: polygons, which take people by their ground area, or points, which take the same each; of a mixture each takes the
    /// same. Lines take none.
    Dwellings(const std::vector<Geometry>& buildings, const AssessedCoast& coast);

    bool empty() const { return houses_.empty(); }

    /// The people of an area at the buildings whose middle lies in it, each where it is nearest to the shore; they add up to `people`.
    /// Empty without a building there.
    std::vector<PeopleCell> people_of(const std::vector<Polygon>& area, double people) const;

private:
    struct House {
        Point middle, place;
        double weight;
    };
    using Bucket = std::pair<long, long>;
    static Bucket bucket_of(const Point& p);

    std::vector<House> houses_;
    std::map<Bucket, std::vector<std::size_t>> buckets_;
};

}  // namespace tasi
