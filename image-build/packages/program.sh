#!/usr/bin/env bash
# program.sh --application FOLDER --date SECONDS --out FOLDER: the small program as its packages have it.
#
# OUT gets a Java runtime of this machine's kind, the archive and its options, of which AOT caches can be made here. Nothing
# needs root, mounts or the network. JAVA_HOME is a JDK 25.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    printf 'packages: %s\n' "$*" >&2
    exit 1
}

while [[ $# -gt 0 ]]; do
    case $1 in
        --application) application=$2 ;;
        --date) date=$2 ;;
        --out) out=$2 ;;
        *) fail "knows --application, --date and --out, not $1" ;;
    esac
    shift 2
done
: "${application:?--application FOLDER}" "${date:?--date SECONDS}" "${out:?--out FOLDER}"

rm -rf "$out"
mkdir -p "$out"
"$here/runtime.sh" --date "$date" --out "$out/runtime"
cp "$application/program/timeball-sync.jar" "$out/"
grep -v '^#' "$here/options" >"$out/options"
# A cache knows the archive by its time, and a package keeps it.
find "$out" -exec touch --no-dereference --date "@$date" {} +
