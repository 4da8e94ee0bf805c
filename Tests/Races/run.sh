#!/bin/sh
# Runs the tests of what works on several threads under ThreadSanitizer, and says what was found.
# Reports lie in .build/races/reports, one file a process; what the tests said in .build/races/log.
#
#   RACES_TESTS  which, as `swift test --filter` takes them
set -eu
cd "$(dirname "$0")/../.."

folder=$PWD/.build/races
swift="${SWIFT:-swift}"
clang=$(dirname "$(command -v "$swift")")/clang
[ -x "$clang" ] || clang=clang
flags="--sanitize=thread --scratch-path $folder/build"
# shellcheck disable=SC2086
"$swift" build --build-tests $flags
# shellcheck disable=SC2086
products=$("$swift" build $flags --show-bin-path)
"$clang" -O1 -fblocks -shared -fPIC Tests/Races/pieces.c -o "$folder/pieces.so"
"$swift"c -sanitize=thread Tests/Races/race.swift -o "$folder/race"

# With a folder for it the sanitizer writes a file as it starts, and tests forbid that any file grows.
export TEST_TMPDIR=/dev/null

# Runs a program with options of the sanitizer. A tool of the toolchain would have thousands of pieces.
watched() {
  options="suppressions='$PWD/Tests/Races/suppressions' exitcode=66 $1"
  shift
  TSAN_OPTIONS="$options" LD_PRELOAD="$folder/pieces.so" SWIFT_BACKTRACE=enable=no "$@"
}

if watched "" "$folder/race" > "$folder/log" 2>&1 || ! grep -q 'WARNING: ThreadSanitizer' "$folder/log"; then
  echo "a race that was made on purpose is not reported: the sanitizer does not work here" >&2
  exit 2
fi

rm -rf "$folder/reports"
mkdir "$folder/reports"
tests="GearTableTests|GearScoreTests|GearQueryTests|ThreadTests|TableConformanceTests|RejectLogTests|RecheckTests"
tests="$tests|CacheTests|CommandTests.ScoreTests|ProcessTests"
status=0
watched "log_path='$folder/reports/report'" "$products/gearboxPackageTests.xctest" --testing-library swift-testing \
  --filter "${RACES_TESTS:-$tests}" > "$folder/log" 2>&1 || status=$?
tail -n 1 "$folder/log"
found=$(cat "$folder/reports"/* 2> /dev/null | grep -c 'WARNING: ThreadSanitizer' || true)
echo "$found races reported"
[ "$found" -eq 0 ] || cat "$folder/reports"/* | grep -h '^SUMMARY' | sort | uniq -c | "$swift" demangle
[ "$status" -eq 0 ] && [ "$found" -eq 0 ]
