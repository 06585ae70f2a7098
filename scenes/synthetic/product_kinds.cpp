#include "scenes/synthetic/product_kinds.hpp"

namespace tasi::scenes {

const std::vector<ProductKind>& product_kinds()
{
    static const std::vector<ProductKind> table{
        {"C2L2", false, true, "L2SP", {}, "02", "SR_B", "QA_PIXEL", true, false},
        {"C2L1", false, false, "L1TP", {}, "02", "B", "QA_PIXEL", true, true},
        {"C1L1", false, false, "L1TP", {}, "01", "B", "BQA", false, true},
        {"PRE", false, false, "L1T", {}, {}, "B", "BQA", false, true},
        {"L2A", true, true, "Level-2A", "L2A", {}, {}, {}, false, false},
        {"L1C", true, false, "Level-1C", "L1C", {}, {}, {}, false, false},
    };
    return table;
}

const ProductKind* product_kind(std::string_view name, bool sentinel)
{
    for (const ProductKind& kind : product_kinds()) {
        if (kind.sentinel == sentinel && kind.name == name) return &kind;
    }
    return nullptr;
}

const ProductKind& default_product_kind(bool sentinel)
{
    for (const ProductKind& kind : product_kinds()) {
        if (kind.sentinel == sentinel) return kind;
    }
    return product_kinds().front();
}

}  // namespace tasi::scenes
