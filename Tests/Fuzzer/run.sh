#!/bin/sh
# Fuzzes one door after the other, each for FUZZ_SECONDS or FUZZ_RUNS executions, and says how many there were.
# What was found lies in .build/fuzz/TARGET/findings; libFuzzer's own words in .build/fuzz/TARGET/log.
#
#   FUZZ_TARGETS     which: parser formatter program delimited json-lines
#   FUZZ_SECONDS     for each of them, 60 if neither is given
#   FUZZ_RUNS        for each of them
#   FUZZ_LENGTH      no input is longer, in bytes; each door has its own limit
#   FUZZ_SANITIZERS  fuzzer,address; without address it runs faster, and what Swift itself checks is still checked
set -eu
cd "$(dirname "$0")/../.."

[ -n "${FUZZ_SECONDS:-}${FUZZ_RUNS:-}" ] || FUZZ_SECONDS=60
export GEARBOX_FUZZ_SANITIZERS="${FUZZ_SANITIZERS:-fuzzer,address}"
# Swift keeps some memory for ever; stacks of allocations cost more than they tell.
export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16:malloc_context_size=1
export SWIFT_BACKTRACE=enable=no

# Builds the fuzzer for a door. Every counter costs a little with each execution, so only programs get those of the
# checker and the evaluator. A folder a choice, so that going back and forth between two builds nothing anew.
build() {
  GEARBOX_FUZZ_MODULES="GearSource GearSyntax GearFormat GearTable"
  if [ "$1" = program ]; then
    GEARBOX_FUZZ_MODULES="$GEARBOX_FUZZ_MODULES GearModel GearScore GearQuery GearReport GearSession"
  fi
  export GEARBOX_FUZZ_MODULES
  choice=$(printf '%s' "$GEARBOX_FUZZ_MODULES $GEARBOX_FUZZ_SANITIZERS" | cksum | cut -d ' ' -f 1)
  swift="${SWIFT:-swift} build -c release --scratch-path .build/fuzz/build-$choice"
  $swift --product fuzzer
  fuzzer=$($swift --show-bin-path)/fuzzer
}

failed=0
for target in ${FUZZ_TARGETS:-parser formatter program delimited json-lines}; do
  build "$target"
  folder=.build/fuzz/$target
  mkdir -p "$folder/corpus" "$folder/findings"
  before=$(ls "$folder/findings" | wc -l)
  "$fuzzer" "$target" seeds "$folder"
  status=0
  "$fuzzer" "$target" -max_total_time="${FUZZ_SECONDS:-0}" -runs="${FUZZ_RUNS:--1}" -dict="$folder/words" \
    ${FUZZ_LENGTH:+-max_len="$FUZZ_LENGTH"} -artifact_prefix="$folder/findings/" -print_final_stats=1 -timeout=300 \
    -report_slow_units=300 -rss_limit_mb=4096 "$folder/corpus" "$folder/seeds" > "$folder/log" 2>&1 || status=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/log")
  found=$(($(ls "$folder/findings" | wc -l) - before))
  printf '%s %s %s\n' "$(date +%Y-%m-%d)" "${runs:-0}" "$found" >> "$folder/totals"
  so_far=$(awk '{ all += $2 } END { print all }' "$folder/totals")
  echo "$target: ${runs:-0} executions, $found findings; $so_far executions so far"
  if [ "$status" -ne 0 ]; then
    failed=1
    grep -a -A 3 '^finding\|Fatal error\|ERROR: ' "$folder/log" | cut -c 1-2000 | head -12 || true
  fi
done
cat .build/fuzz/*/totals | awk '{ all += $2 } END { print "altogether: " all " executions" }'
exit "$failed"
