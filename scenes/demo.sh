#!/usr/bin/env bash
# demo.sh [OUTDIR]: installs what is missing, builds tasi, simulates the built-in coast and runs the whole study on it.
# OUTDIR (default: demo-output beside this folder) then holds scenes/, inputs/, truth/ and results/. An earlier demo there is replaced.
# TASI=PROGRAM skips the installation and the build.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-$here/demo-output}

if [ -z "${TASI:-}" ]; then
  "$here/tests/install_packages.sh" build
  cmake -S "$here" -B "$here/build/release" -DCMAKE_BUILD_TYPE=Release >/dev/null
  log=$(mktemp)
  if ! cmake --build "$here/build/release" --target tasi -j "$(nproc)" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "demo.sh: the build failed" >&2
    exit 1
  fi
  rm -f "$log"
  TASI=$here/build/release/bin/tasi
fi

replace=()
if [ -e "$out" ]; then
  if [ ! -e "$out/coast.toml" ] || [ ! -e "$out/truth" ]; then
    echo "demo.sh: $out exists and is not an earlier demo; name another folder" >&2
    exit 2
  fi
  replace=(--overwrite)
fi
"$TASI" simulate "$here/scenes/demo/coast.toml" -o "$out" "${replace[@]}"
cp "$here/scenes/demo/coast.toml" "$here/scenes/demo/study.toml" "$out/"
"$TASI" run "$out/study.toml"
