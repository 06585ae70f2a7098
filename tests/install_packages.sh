#!/usr/bin/env bash
# install_packages.sh GROUP...: installs the Debian or Ubuntu packages of the groups that are missing; as root or through sudo.
# Groups: build (compile and run tasi), check (the tests that compare with other programs), browser (those that look at reports), fuzz (clang for tests/fuzz).
set -eu

build_packages=(g++ cmake make pkg-config libgdal-dev libproj-dev proj-data libgeos-dev libeigen3-dev libboost-program-options-dev libboost-dev
                catch2 nlohmann-json3-dev libtomlplusplus-dev libfmt-dev libssl-dev libsqlite3-dev zlib1g-dev
                libkainjow-mustache-dev libjs-leaflet)
check_packages=(python3 python3-gdal python3-numpy locales-all)
browser_packages=(chromium nodejs npm fonts-dejavu-core)
fuzz_packages=(clang libclang-rt-dev libomp-dev)

wanted=()
for group in "$@"; do
  case $group in
    build) wanted+=("${build_packages[@]}") ;;
    check) wanted+=("${check_packages[@]}") ;;
    browser) wanted+=("${browser_packages[@]}") ;;
    fuzz) wanted+=("${fuzz_packages[@]}") ;;
    *) echo "install_packages: unknown group '$group' (build, check, browser, fuzz)" >&2; exit 2 ;;
  esac
done

missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "These packages are needed, and this system has no apt-get: ${missing[*]}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "These packages are needed; install them as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=900 update -qq &&
       "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=900 install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "The packages above could not be installed." >&2
  exit 1
fi
rm -f "$log"
