#!/usr/bin/env bash
# run_check.sh CHECK [ARG...]: runs a check of the shared reference material on $TASI; names of files there are made absolute.
# Exits with 77 (skipped) where the material is absent.
set -u
checks=${TASI_SHARED:?}/checks
if [ ! -e "$checks/$1" ]; then
  echo "skipped: no shared reference material (checks/$1)"
  exit 77
fi
arguments=()
for word in "${@:2}"; do
  [ -e "$checks/$word" ] && word=$checks/$word
  arguments+=("$word")
done
exec "$checks/$1" "${arguments[@]}"
