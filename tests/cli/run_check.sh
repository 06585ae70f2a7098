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
# A check that kills at random moments may hit its own shell before the program has begun, which then clears the folder of the whole check
# away. That says nothing about the program: it is tried again.
for attempt in 1 2 3; do
  output=$("$checks/$1" "${arguments[@]}" 2>&1)
  code=$?
  grep -q "mkdir: cannot create directory .*: No such file or directory" <<<"$output" || break
  echo "the check lost its own folder (attempt $attempt)"
done
printf '%s\n' "$output"
exit "$code"
