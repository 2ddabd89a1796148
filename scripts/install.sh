#!/bin/sh
# Installs what the tests need beyond Go, Node and git on Debian: a C compiler for the race detector,
# Chromium with Chinese fonts for the pages, poppler to compare PDF text, and axe for accessibility.
# Elsewhere, or without rights, it says what is missing and leaves the rest to the person.
set -eu
cd "$(dirname "$0")/.."
want="gcc libc6-dev chromium fonts-noto-cjk poppler-utils"
missing=""
for p in $want; do
  dpkg -s "$p" >/dev/null 2>&1 || missing="$missing $p"
done
if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  else
    echo "please install:$missing" >&2
  fi
fi
if [ ! -f node_modules/axe-core/axe.min.js ]; then
  npm ci --no-audit --no-fund --silent
fi
