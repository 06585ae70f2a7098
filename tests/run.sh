#!/usr/bin/env bash
# run.sh: installs what is missing, builds tasi and its tests, and runs every test. Tests that need the shared reference material
# (../shared, or TASI_SHARED) say so and are skipped where it is absent.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
build=${BUILD:-$here/build/release}
"$here/tests/install_packages.sh" build check
"$here/tests/install_packages.sh" browser || echo "reports will not be looked at in a browser"
TASI_NPM=$("$here/tests/npm_packages.sh")
export TASI_NPM
leaflet=$TASI_NPM/node_modules/leaflet/dist
[ -n "$TASI_NPM" ] && [ -f "$leaflet/leaflet.js" ] || leaflet=
cmake -S "$here" -B "$build" -DCMAKE_BUILD_TYPE=Release -DTASI_SHARED_DIR="${TASI_SHARED:-$here/../shared}" ${leaflet:+-DTASI_LEAFLET_DIR="$leaflet"}
cmake --build "$build" -j "$(nproc)"
cd "$build"
exec ctest --output-on-failure -j "$(nproc)"
