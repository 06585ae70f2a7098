#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <optional>

#include <fmt/core.h>
#include <proj.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"

namespace tasi::io {
namespace {

constexpr double longitude_margin_deg = 6, latitude_margin_deg = 1, utm_latitude_deg = 84;

struct ContextDeleter {
    void operator()(PJ_CONTEXT* c) const { proj_context_destroy(c); }
};
struct ObjectDeleter {
    void operator()(PJ* p) const { proj_destroy(p); }
};
struct ListDeleter {
    void operator()(PJ_OBJ_LIST* l) const { proj_list_destroy(l); }
};
struct FactoryDeleter {
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* f) const { proj_operation_factory_context_destroy(f); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Object = std::unique_ptr<PJ, ObjectDeleter>;
using List = std::unique_ptr<PJ_OBJ_LIST, ListDeleter>;
using Factory = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FactoryDeleter>;

/// Silent and without network.
Context new_context()
{
    Context context(proj_context_create());
    if (!context) throw std::bad_alloc();
    proj_log_level(context.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context.get(), 0);
    return context;
}

Object crs_object(PJ_CONTEXT* context, const Crs& crs)
{
    Object object(crs.empty() ? nullptr : proj_create(context, crs.wkt.c_str()));
    if (!object)
        throw UnsafeError("CRS", "", crs.empty() ? "no CRS is stated" : fmt::format("the CRS {} cannot be used", crs.name),
                          "state a known CRS");
    return object;
}

List operations(PJ_CONTEXT* context, const PJ* from, const PJ* to, PROJ_GRID_AVAILABILITY_USE grids)
{
    const Factory factory(proj_create_operation_factory_context(context, nullptr));
    if (!factory) return {};
    proj_operation_factory_context_set_allow_ballpark_transformations(context, factory.get(), 0);
    proj_operation_factory_context_set_spatial_criterion(context, factory.get(), PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(context, factory.get(), grids);
    return List(proj_create_operations(context, from, to, factory.get()));
}

/// The worst accuracy among the operations that may be taken, by place: a promise that holds everywhere. A pure conversion (projection) is
/// exact.
double worst_accuracy_m(PJ_CONTEXT* context, const PJ_OBJ_LIST* list)
{
    double worst = 0;
    for (int i = 0; list && i < proj_list_get_count(list); ++i) {
        const Object operation(proj_list_get(context, list, i));
        const double accuracy = proj_coordoperation_get_accuracy(context, operation.get());
        const bool conversion = proj_get_type(operation.get()) == PJ_TYPE_CONVERSION;
        if (accuracy < 0 && !conversion) return std::numeric_limits<double>::quiet_NaN();
        worst = std::max(worst, accuracy);
    }
    return worst;
}

/// Whether the best operation known needs a file that is not installed.
std::optional<std::string> missing_grid(PJ_CONTEXT* context, const PJ_OBJ_LIST* list)
{
    if (!list || proj_list_get_count(list) == 0) return {};
    const Object best(proj_list_get(context, list, 0));
    if (!best || proj_coordoperation_is_instantiable(context, best.get())) return {};
    for (int i = 0; i < proj_coordoperation_get_grid_used_count(context, best.get()); ++i) {
        const char* name = nullptr;
        int available = 1;
        if (proj_coordoperation_get_grid_used(context, best.get(), i, &name, nullptr, nullptr, nullptr, nullptr, nullptr, &available) &&
            !available) {
            return name ? printable(name) : "unnamed";
        }
    }
    return "unnamed";
}

[[noreturn]] void outside_domain(const Point& p, const Crs& from, const Crs& to)
{
    throw UnsafeError("COORDINATE", "",
                      fmt::format("({}, {}) in {} is outside what can be transformed to {}", p.x, p.y, from.name, to.name),
                      "check the coordinates and the CRS");
}

}  // namespace

struct Transformer::Pipeline {
    Crs from, to;
    double accuracy_m = 0;
    Context context;
    Object operation;  ///< none: identity

    Pipeline(const Crs& a, const Crs& b) : from(a), to(b), context(new_context()) {}

    void find_operation()
    {
        const Object source = crs_object(context.get(), from), target = crs_object(context.get(), to);
        if (from == to) return;
        const char* const options[] = {"ALLOW_BALLPARK=NO", nullptr};
        Object found(proj_create_crs_to_crs_from_pj(context.get(), source.get(), target.get(), nullptr, options));
        const List usable = operations(context.get(), source.get(), target.get(), PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
        if (!found || !usable || proj_list_get_count(usable.get()) == 0) {
            throw UnsafeError("CRS", "", fmt::format("no accurate transformation from {} to {} is known here", from.name, to.name),
                              "install the missing grids of PROJ, or transform the data elsewhere");
        }
        operation.reset(proj_normalize_for_visualization(context.get(), found.get()));
        if (!operation) throw UnsafeError("CRS", "", fmt::format("no transformation from {} to {}", from.name, to.name), "use another CRS");
        accuracy_m = worst_accuracy_m(context.get(), usable.get());
    }

    std::optional<std::string> better_grid()
    {
        if (!operation) return {};
        const Object source = crs_object(context.get(), from), target = crs_object(context.get(), to);
        const List all = operations(context.get(), source.get(), target.get(), PROJ_GRID_AVAILABILITY_IGNORED);
        return missing_grid(context.get(), all.get());
    }
};

Transformer::Transformer(Session& session, const Crs& from, const Crs& to) : pipeline_(new Pipeline(from, to))
{
    pipeline_->find_operation();
    if (!pipeline_->operation) return;
    const double accuracy = pipeline_->accuracy_m;
    std::string fact = std::isnan(accuracy) ? "accuracy unknown" : fmt::format("accuracy {} m", format_number(accuracy));
    if (const auto grid = pipeline_->better_grid()) fact += fmt::format("; a better one needs the grid {}, which is not installed", *grid);
    session.note(fmt::format("transformation {} to {}", from.name, to.name), fact);
}

Transformer::~Transformer() = default;

Transformer::Transformer(const Transformer& other) : pipeline_(new Pipeline(other.pipeline_->from, other.pipeline_->to))
{
    pipeline_->accuracy_m = other.pipeline_->accuracy_m;
    if (!other.pipeline_->operation) return;
    pipeline_->operation.reset(proj_clone(pipeline_->context.get(), other.pipeline_->operation.get()));
    if (!pipeline_->operation) throw std::bad_alloc();
}

bool Transformer::identity() const { return !pipeline_->operation; }

double Transformer::accuracy_m() const { return pipeline_->accuracy_m; }

Point Transformer::operator()(const Point& p) const
{
    const Pipeline& pipeline = *pipeline_;
    const bool beyond = !pipeline.from.projected && (std::abs(p.x) > 540 || std::abs(p.y) > 90);
    if (!std::isfinite(p.x) || !std::isfinite(p.y) || beyond) outside_domain(p, pipeline.from, pipeline.to);
    if (!pipeline.operation) return p;
    const PJ_COORD moved = proj_trans(pipeline.operation.get(), PJ_FWD, proj_coord(p.x, p.y, 0, HUGE_VAL));
    const int failure = proj_errno_reset(pipeline.operation.get());
    if (failure != 0 || !std::isfinite(moved.xy.x) || !std::isfinite(moved.xy.y)) outside_domain(p, pipeline.from, pipeline.to);
    return {moved.xy.x, moved.xy.y};
}

Polyline Transformer::operator()(const Polyline& line) const
{
    Polyline moved;
    moved.reserve(line.size());
    for (const Point& p : line) moved.push_back((*this)(p));
    return moved;
}

Geometry Transformer::operator()(const Geometry& geometry) const
{
    Geometry moved;
    moved.kind = geometry.kind;
    for (const Point& p : geometry.points) moved.points.push_back((*this)(p));
    for (const Polyline& line : geometry.lines) moved.lines.push_back((*this)(line));
    for (const Polygon& polygon : geometry.polygons) {
        Polygon& last = moved.polygons.emplace_back();
        last.exterior = (*this)(polygon.exterior);
        for (const Polyline& hole : polygon.holes) last.holes.push_back((*this)(hole));
    }
    return moved;
}

Layer transformed(Session& session, Layer layer, const Crs& to)
{
    if (layer.crs == to) return layer;
    const Transformer move(session, layer.crs, to);
    for (Feature& feature : layer.features) feature.geometry = move(feature.geometry);
    layer.crs = to;
    return layer;
}

namespace {

/// Where a CRS is meant to be used, and the way from its coordinates to degrees.
struct AreaOfUse {
    explicit AreaOfUse(const Crs& crs);

    bool holds(const Point& position) const;

    Context context = new_context();
    Object to_degrees;  ///< null: the area is not known
    double west = 0, south = 0, east = 0, north = 0;
};

AreaOfUse::AreaOfUse(const Crs& crs)
{
    const Object object = crs_object(context.get(), crs);
    if (!proj_get_area_of_use(context.get(), object.get(), &west, &south, &east, &north, nullptr) || west <= -1000) return;
    if (crs.name.starts_with("EPSG:326") || crs.name.starts_with("EPSG:327")) south = -utm_latitude_deg, north = utm_latitude_deg;
    const Object geodetic(proj_crs_get_geodetic_crs(context.get(), object.get()));
    const Object raw(geodetic ? proj_create_crs_to_crs_from_pj(context.get(), object.get(), geodetic.get(), nullptr, nullptr) : nullptr);
    if (raw) to_degrees.reset(proj_normalize_for_visualization(context.get(), raw.get()));
}

bool AreaOfUse::holds(const Point& position) const
{
    if (!to_degrees) return true;
    const PJ_COORD place = proj_trans(to_degrees.get(), PJ_FWD, proj_coord(position.x, position.y, 0, HUGE_VAL));
    if (!std::isfinite(place.lp.lam) || !std::isfinite(place.lp.phi)) return false;
    if (place.lp.phi < south - latitude_margin_deg || place.lp.phi > north + latitude_margin_deg) return false;
    const double width = east >= west ? east - west : east - west + 360;
    const double centre = west + width / 2;
    return std::abs(std::remainder(place.lp.lam - centre, 360.0)) <= width / 2 + longitude_margin_deg;
}

}  // namespace

bool inside_area_of_use(const Crs& crs, const Point& position)
{
    // Asked for every raster of every product, nearly always of the same few CRSs.
    static thread_local std::map<std::string, AreaOfUse> known;
    auto found = known.find(crs.wkt);
    if (found == known.end()) found = known.try_emplace(crs.wkt, crs).first;
    return found->second.holds(position);
}

}  // namespace tasi::io
