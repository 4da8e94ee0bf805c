#!/bin/sh
# Fuzzes one door after the other, each for FUZZ_SECONDS or FUZZ_RUNS executions, and says how many there were.
# What was found lies in .build/fuzz/TARGET/findings; libFuzzer's own words in .build/fuzz/TARGET/log.
#
#   FUZZ_TARGETS     which: parser formatter program delimited json-lines
#   FUZZ_SECONDS     for each of them, 60 if neither is given
#   FUZZ_RUNS        for each of them
#   FUZZ_MODULES     which get counters; every counter costs a little with each execution
#   FUZZ_SANITIZERS  fuzzer,address; without address, what is checked by Swift itself runs faster
set -eu
cd "$(dirname "$0")/../.."

targets=${FUZZ_TARGETS:-parser formatter program delimited json-lines}
[ -n "${FUZZ_SECONDS:-}${FUZZ_RUNS:-}" ] || FUZZ_SECONDS=60
export GEARBOX_FUZZ_SANITIZERS="${FUZZ_SANITIZERS:-fuzzer,address}"
export GEARBOX_FUZZ_MODULES="${FUZZ_MODULES:-GearSource GearSyntax GearFormat GearModel GearTable GearScore GearQuery \
GearReport GearSession}"

# One folder a choice, so that going back and forth between two builds nothing anew.
choice=$(printf '%s' "$GEARBOX_FUZZ_MODULES $GEARBOX_FUZZ_SANITIZERS" | cksum | cut -d ' ' -f 1)
build="${SWIFT:-swift} build -c release --scratch-path .build/fuzz/build-$choice"
$build --product fuzzer
fuzzer=$($build --show-bin-path)/fuzzer

# Swift keeps some memory for ever; stacks of allocations cost more than they tell.
export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16:malloc_context_size=1
export SWIFT_BACKTRACE=enable=no
found=0
for target in $targets; do
  folder=.build/fuzz/$target
  mkdir -p "$folder/corpus" "$folder/findings"
  before=$(ls "$folder/findings" | wc -l)
  "$fuzzer" "$target" seeds "$folder"
  "$fuzzer" "$target" -max_total_time="${FUZZ_SECONDS:-0}" -runs="${FUZZ_RUNS:--1}" -dict="$folder/words" \
    -artifact_prefix="$folder/findings/" -print_final_stats=1 -timeout=300 -rss_limit_mb=4096 \
    "$folder/corpus" "$folder/seeds" > "$folder/log" 2>&1 || true
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/log")
  after=$(ls "$folder/findings" | wc -l)
  printf '%s %s %s\n' "$(date +%Y-%m-%d)" "${runs:-0}" "$((after - before))" >> "$folder/totals"
  all=$(awk '{ all += $2 } END { print all }' "$folder/totals")
  echo "$target: ${runs:-0} executions, $((after - before)) findings; $all executions so far"
  if [ "$after" -gt "$before" ] || [ -z "$runs" ]; then
    found=1
    grep -a -A 3 '^finding\|Fatal error\|ERROR: ' "$folder/log" | cut -c 1-2000 | head -12 || true
  fi
done
cat .build/fuzz/*/totals | awk '{ all += $2 } END { print "altogether: " all " executions" }'
exit "$found"
