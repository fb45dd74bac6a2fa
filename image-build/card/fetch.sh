#!/usr/bin/env bash
# fetch.sh CACHE [PATTERN]: Debian's packages as packages.lock has them, or those whose name matches, into CACHE/debs under
# their digests.
#
# With all of them there nothing asks the network; whatever else comes than the lock has is refused. Ends with 75
# (sysexits' EX_TEMPFAIL) where they cannot be had, so that a caller can tell that from a broken build.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$(realpath -m "$1")
pattern=${2:-.}

say() { printf 'card: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# shellcheck source=../debian/apt.sh
. "$here/../debian/apt.sh"

mkdir -p "$cache/debs"
missing=()
while read -r name version _ digest; do
    [[ -e $cache/debs/$digest ]] || missing+=("$name=$version")
done < <(grep -E "^$pattern" "$here/packages.lock")
[[ ${#missing[@]} -gt 0 ]] || exit 0

say "fetching ${#missing[@]} of Debian's packages"
work=$(mktemp -d "$cache/fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/debs"
(private_apt "$work/apt" main non-free-firmware) || exit 75
(cd "$work/debs" && timeout 1800 apt-get -c "$work/apt/apt.conf" -qq download "${missing[@]}") || {
    say "the mirror has other versions by now; image-build/card/lock.sh takes those"
    exit 75
}
for deb in "$work"/debs/*.deb; do
    digest=$(sha256sum "$deb" | cut -d' ' -f1)
    grep -q " $digest\$" "$here/packages.lock" || fail "$(basename "$deb") is not what packages.lock has"
    mv "$deb" "$cache/debs/$digest"
done
