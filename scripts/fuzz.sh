#!/bin/sh
# Runs every fuzz target of the module for the time given.
set -eu
cd "$(dirname "$0")/.."
time=${1:-3s}
for file in $(git ls-files '*_test.go'); do
  for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$file"); do
    echo "fuzz $(dirname "$file") $target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 5x "./$(dirname "$file")" >/tmp/mingzhang-fuzz.$$ 2>&1 || { cat /tmp/mingzhang-fuzz.$$; rm -f /tmp/mingzhang-fuzz.$$; exit 1; }
  done
done
rm -f /tmp/mingzhang-fuzz.$$
