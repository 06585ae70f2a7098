#!/usr/bin/env bash
# install_packages.sh GROUP...: installs the Debian or Ubuntu packages of the groups that are missing; as root or through sudo.
# Groups: build (compile and run tasi), check (the tests that compare with other programs), browser (those that look at reports), fuzz (clang for tests/fuzz).
set -eu

build_packages=(g++ cmake make pkg-config libgdal-dev libproj-dev proj-data libgeos-dev libeigen3-dev libboost-program-options-dev libboost-dev
                catch2 nlohmann-json3-dev libtomlplusplus-dev libfmt-dev libssl-dev libsqlite3-dev libxlsxwriter-dev zlib1g-dev
                libkainjow-mustache-dev libjs-leaflet)
check_packages=(python3 python3-gdal python3-numpy locales-all)
browser_packages=(chromium fonts-dejavu-core)
command -v npm >/dev/null || browser_packages+=(nodejs npm)
# Heavy programs that some tests open files with: without them those tests are skipped and say so.
optional_check_packages=(python3-qgis fonts-dejavu-core)
fuzz_packages=(clang libclang-rt-dev libomp-dev)

wanted=() optional=()
for group in "$@"; do
  case $group in
    build) wanted+=("${build_packages[@]}") ;;
    check) wanted+=("${check_packages[@]}") optional+=("${optional_check_packages[@]}") ;;
    browser) wanted+=("${browser_packages[@]}") ;;
    fuzz) wanted+=("${fuzz_packages[@]}") ;;
    *) echo "install_packages: unknown group '$group' (build, check, browser, fuzz)" >&2; exit 2 ;;
  esac
done

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }
missing=()
for package in "${wanted[@]}"; do is_installed "$package" || missing+=("$package"); done
missing_optional=()
for package in "${optional[@]}"; do is_installed "$package" || missing_optional+=("$package"); done
[ ${#missing[@]} -eq 0 ] && [ ${#missing_optional[@]} -eq 0 ] && exit 0

# fail MESSAGE: only what is needed stops the run.
fail() {
  [ ${#missing[@]} -eq 0 ] && { echo "not installed, so tests that need them are skipped: ${missing_optional[*]}"; exit 0; }
  echo "$1" >&2
  exit 1
}
command -v apt-get >/dev/null || fail "These packages are needed, and this system has no apt-get: ${missing[*]}"
as_root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || fail "These packages are needed; install them as root: apt-get install ${missing[*]}"
  as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=900 "$@" >>"$log" 2>&1; }
echo "installing ${missing[*]} ${missing_optional[*]}"
apt update -qq || { tail -n 20 "$log" >&2; fail "The lists of packages could not be fetched."; }
if [ ${#missing[@]} -gt 0 ] && ! apt install -y -qq --no-install-recommends "${missing[@]}"; then
  tail -n 20 "$log" >&2
  echo "The packages above could not be installed." >&2
  exit 1
fi
for package in "${missing_optional[@]}"; do
  apt install -y -qq --no-install-recommends "$package" || echo "not installed, so tests that need it are skipped: $package"
done
