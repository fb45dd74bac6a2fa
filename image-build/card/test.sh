#!/usr/bin/env bash
# test.sh --source FOLDER --cache FOLDER --card FILE [--brief]: proves the card: its overlays on every board's device tree, and,
# unless in brief, CARD in an emulated machine, and that a second build has the same bytes.
#
# Nothing is asked but loopback, and this machine's clock is only read.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf 'card: %s\n' "$*" >&2; }

is_brief=false
while [[ $# -gt 0 ]]; do
    case $1 in
        --brief)
            is_brief=true
            shift
            continue
            ;;
        --source) source=$2 ;;
        --cache) cache=$(realpath -m "$2") ;;
        --card) card=$(realpath -m "$2") ;;
        *) say "knows --source, --cache, --card and --brief, not $1"; exit 2 ;;
    esac
    shift 2
done
: "${source:?--source FOLDER}" "${cache:?--cache FOLDER}" "${card:?--card FILE}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PATH=$PATH:/usr/sbin:/sbin

# The boards' trees out of the kernel's package alone.
check_overlays() {
    local digest outcome=0
    "$here/fetch.sh" "$cache" linux-image- || outcome=$?
    if [[ $outcome -eq 75 ]]; then
        say "tests skipped: overlays on the boards' trees, for Debian's kernel did not come"
        return
    fi
    [[ $outcome -eq 0 ]] || return "$outcome"
    digest=$(sed -n 's/^linux-image-.* //p' "$here/packages.lock")
    dpkg-deb --fsys-tarfile "$cache/debs/$digest" | tar --extract --directory "$work" --wildcards '*/broadcom/*.dtb'
    "$here/overlays.sh" --trees "$(dirname "$(find "$work" -name 'bcm2711-rpi-4-b.dtb')")" --out "$work/overlays"
}

# All partitions but data.
is_the_same_twice() {
    local part
    "$here/build.sh" --source "$source" --cache "$cache" --out "$work/second/card.img"
    for part in firmware.vfat root.squashfs initramfs; do
        cmp "$card.parts/$part" "$work/second/card.img.parts/$part" || { say "FAILED: $part differs in a second build"; return 1; }
        say "ok      the same input gives the same bytes of $part"
    done
}

check_overlays
if $is_brief; then
    say "ran: overlays on every board's tree; not asked in brief: the card in an emulated machine, the same bytes twice"
    exit
fi
outcome=0
is_the_same_twice || outcome=1
python3 "$here/test/card_test.py" "$card" "$work" || outcome=1
say "ran: overlays on every board's tree, the same bytes twice, the card in an emulated machine"
exit "$outcome"
