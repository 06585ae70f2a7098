#include "scenes/synthetic/atmosphere.hpp"

namespace tasi::scenes {

const Atmosphere& clear_air()
{
    static const Atmosphere air{{0.100, 0.070, 0.040, 0.022, 0.010, 0.002, 0.001}, {0.78, 0.83, 0.87, 0.91, 0.94, 0.95, 0.93}};
    return air;
}

}  // namespace tasi::scenes
