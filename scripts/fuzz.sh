#!/bin/sh
# Runs every fuzz target of the module for the budget given: a number of runs (3000x) or a time (4m).
# A time can end while a worker is busy, and Go before 1.27 then fails with "context deadline exceeded"
# although no input failed (go.dev/issue/75804): that alone is no failure, a written input always is.
set -eu
cd "$(dirname "$0")/.."
budget=${1:-3000x}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for file in $(git ls-files '*_test.go'); do
  for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$file"); do
    echo "fuzz $(dirname "$file") $target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$budget" -fuzzminimizetime 5x "./$(dirname "$file")" >"$log" 2>&1 && continue
    if grep -q '^ *context deadline exceeded$' "$log" && ! grep -q 'Failing input' "$log"; then continue; fi
    cat "$log"
    exit 1
  done
done
