#!/usr/bin/env bash
# lock.sh: looks up what packages.list stands for today and writes packages.lock anew, on purpose and never by a build.
#
# A line of it is name, version, architecture and SHA-256 of a package.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    printf 'card: %s\n' "$*" >&2
    exit 1
}

# shellcheck source=../debian/apt.sh
. "$here/../debian/apt.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
private_apt "$work" main non-free-firmware

roots=()
while read -r name; do
    roots+=("$(resolve "$work" "$name")")
done < <(read_list "$here/packages.list" | grep -v '^-')
apt-get -c "$work/apt.conf" -qq --simulate install "${roots[@]}" | awk '/^Inst / {print $2}' | LC_ALL=C sort -u \
    >"$work/all"
read_list "$here/packages.list" | sed -n 's/^-//p' | LC_ALL=C sort >"$work/without"
LC_ALL=C comm -23 "$work/all" "$work/without" >"$work/names"
# What apt would take today, by its candidate.
xargs apt-cache -c "$work/apt.conf" show --no-all-versions <"$work/names" \
    | awk '/^Package:/ {p=$2} /^Version:/ {v=$2} /^Architecture:/ {a=$2} /^SHA256:/ {print p, v, a, $2}' \
    | LC_ALL=C sort >"$work/lock"
[[ $(wc -l <"$work/lock") -eq $(wc -l <"$work/names") ]] || fail "some of these have no single version: $(<"$work/names")"
cp "$work/lock" "$here/packages.lock"
printf 'card: %s packages are locked\n' "$(wc -l <"$here/packages.lock")" >&2
