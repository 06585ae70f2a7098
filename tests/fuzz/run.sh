#!/usr/bin/env bash
# run.sh [SECONDS] [TARGET...]: builds the fuzz targets with clang (address and undefined-behaviour sanitizers) and runs each for SECONDS
# (default 600), two at a time. Starts from the small corpus kept here; what it finds on the way stays in the build folder. Ends with
# `N passed, M failed`; inputs that crash a target stay in BUILD/crashes. Not a part of tests/run.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-$here/build/fuzz}
seconds=${1:-600}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(mtl_text mtl_json mtl_xml safe_xml stac archive)

"$here/tests/install_packages.sh" build fuzz
CC=clang CXX=clang++ cmake -S "$here" -B "$build" -DTASI_FUZZ=ON -DTASI_BUILD_TESTS=OFF -DCMAKE_BUILD_TYPE=RelWithDebInfo >/dev/null
cmake --build "$build" -j "$(nproc)" --target "${targets[@]/#/fuzz_}"

mkdir -p "$build/crashes"
run_one() {
  local target=$1 found=$build/found/$1
  mkdir -p "$found"
  if "$build/bin/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=20000 -print_final_stats=1 \
      -artifact_prefix="$build/crashes/$target-" "$found" "$here/tests/fuzz/corpus/$target" >"$build/$target.log" 2>&1; then
    echo "passed $target: $(grep -o 'stat::number_of_executed_units: *[0-9]*' "$build/$target.log" | grep -o '[0-9]*$') inputs in $seconds s"
  else
    echo "FAILED $target: see $build/$target.log and $build/crashes"
  fi
}
export -f run_one
export build seconds here
results=$(printf '%s\n' "${targets[@]}" | xargs -P 2 -I{} bash -c 'run_one {}')
echo "$results"
failed=$(grep -c '^FAILED' <<<"$results" || true)
echo "$((${#targets[@]} - failed)) passed, $failed failed"
[ "$failed" = 0 ]
