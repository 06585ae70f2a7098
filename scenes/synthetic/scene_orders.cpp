#include "scenes/synthetic/scene_orders.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenes/synthetic/platforms.hpp"
#include "scenes/synthetic/product_kinds.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

int sensor_of(StrictTable& t, const std::vector<SensorErrors>& sensors)
{
    const std::string name = t.text("sensor");
    for (std::size_t i = 0; i < sensors.size(); ++i) {
        if (sensors[i].platform == name) return static_cast<int>(i);
    }
    t.refuse("sensor", fmt::format("no [sensors.{}] is described", name));
}

std::string one_of(StrictTable& t, const std::string& key, const std::vector<std::string>& known)
{
    std::string text = t.text(key);
    if (std::find(known.begin(), known.end(), text) == known.end())
        t.refuse(key, fmt::format("{} is none of {}", printable(text), fmt::join(known, ", ")));
    return text;
}

std::string product_of(StrictTable& t, bool sentinel)
{
    if (!t.has("product")) return default_product_kind(sentinel).name;
    std::vector<std::string> known;
    for (const ProductKind& kind : product_kinds()) {
        if (kind.sentinel == sentinel) known.push_back(kind.name);
    }
    return one_of(t, "product", known);
}

std::vector<std::string> metadata_forms(StrictTable& t)
{
    std::vector<std::string> forms = t.texts("metadata");
    for (auto form = forms.begin(); form != forms.end(); ++form) {
        const bool known = *form == "txt" || *form == "json" || *form == "xml";
        if (!known || std::find(forms.begin(), form, *form) != form)
            t.refuse("metadata", "a list of txt, json, xml is wanted, each at most once");
    }
    return forms;
}

SceneOrder order_of(StrictTable& t, const std::vector<SensorErrors>& sensors)
{
    SceneOrder order;
    order.sensor = sensor_of(t, sensors);
    order.time = t.instant("time");
    order.cloud = t.number("cloud", 0, 1);
    order.turbidity = t.number("turbidity", 0, 1);
    order.seed = static_cast<std::uint64_t>(t.whole("seed", 0, 1LL << 50));
    if (order.time.date_only) t.refuse("time", "a time of day is wanted");
    const bool sentinel = platform_named(sensors[static_cast<std::size_t>(order.sensor)].platform)->sentinel;
    if (sentinel) order.baseline = t.text_like("baseline", "00.00", "a processing baseline such as 05.09 is wanted");
    order.product = product_of(t, sentinel);
    if (t.has("container")) order.container = one_of(t, "container", {"folder", "tar", "tar.gz", "zip"});
    if (!sentinel && t.has("metadata")) order.metadata = metadata_forms(t);
    if (t.has("shift_m")) {
        const auto shift = t.numbers("shift_m", 2, -1000, 1000);
        order.shift_m = Vector{shift[0], shift[1]};
    }
    return order;
}

bool is_same_product(const SceneOrder& a, const SceneOrder& b)
{
    return a.sensor == b.sensor && a.time.day() == b.time.day() && a.product == b.product && a.baseline == b.baseline;
}

}  // namespace

std::vector<SceneOrder> scene_orders(StrictTable& description, const std::vector<SensorErrors>& sensors)
{
    std::vector<SceneOrder> orders;
    for (StrictTable& t : description.tables("scenes")) {
        SceneOrder order = order_of(t, sensors);
        t.finish();
        for (const SceneOrder& earlier : orders)
            if (is_same_product(earlier, order))
                description.refuse("scenes", fmt::format("{} has two scenes on {}",
                                                         sensors[static_cast<std::size_t>(order.sensor)].platform, order.time.day()));
        orders.push_back(std::move(order));
    }
    if (orders.empty()) description.refuse("scenes", "at least one is wanted");
    return orders;
}

}  // namespace tasi::scenes
