#!/bin/sh
# The hook of the benchmark kit: the full audit of the books that its peers only read. BENCH_PROGRAM
# names the binary; `lim` is the kit's clock.
work=$1 n=$2
shift 2
program=${BENCH_PROGRAM:?}
case $work in
read-txt | read-docx | read-xlsx | read-html | read-pdf)
  exec lim meter -peer mingzhang-audit -work "$work" -n "$n" -- sh -c '"$0" audit --severity fatal --out /dev/null "$@"; [ $? -le 1 ]' "$program" "$@" ;;
esac
