#!/usr/bin/env bash
# npm_packages.sh: puts the packages that look at a report in a browser into a cache folder and prints its name. Prints nothing, and fails nothing, where
# npm is missing or has no network: the tests that need them are then skipped, and reports take the Leaflet of Debian.
set -u
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tasi-tests/npm
if [ ! -f "$cache/node_modules/playwright-core/package.json" ] || [ ! -f "$cache/node_modules/leaflet/dist/leaflet.js" ]; then
  command -v npm >/dev/null || { echo "npm is not there: the browser checks will be skipped" >&2; exit 0; }
  mkdir -p "$cache" 2>/dev/null || exit 0
  if ! timeout 180 npm install --silent --no-audit --no-fund --prefix "$cache" playwright-core@1.65.1 leaflet@1.9.4 >/dev/null 2>&1; then
    echo "npm could not install playwright-core and leaflet: the browser checks will be skipped" >&2
    exit 0
  fi
fi
echo "$cache"
