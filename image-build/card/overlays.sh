#!/usr/bin/env bash
# overlays.sh --trees FOLDER --out FOLDER: compiles our overlays and lays them over the device tree of every supported board.
#
# TREES has the boards' trees as the kernel's package brings them. What is not so afterwards as the daemon wants it is an
# error: the pulse on its pin, the good serial port on header pins 8 and 10 and off Bluetooth.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    printf 'card: overlays: %s\n' "$*" >&2
    exit 1
}

while [[ $# -gt 0 ]]; do
    case $1 in
        --trees) trees=$(realpath "$2") ;;
        --out) out=$(realpath -m "$2") ;;
        *) fail "knows --trees and --out, not $1" ;;
    esac
    shift 2
done
: "${trees:?--trees FOLDER}" "${out:?--out FOLDER}"

boards=(bcm2837-rpi-3-b bcm2837-rpi-3-b-plus bcm2711-rpi-4-b bcm2711-rpi-cm4-io)
mkdir -p "$out"
overlays=()
for source in "$here"/overlays/*.dts; do
    overlays+=("$out/$(basename "${source%.dts}").dtbo")
    dtc -q -@ -I dts -O dtb -o "${overlays[-1]}" "$source" || fail "$source does not compile"
done

# A property of the tree under test, as WHAT it has to be.
is() {
    local board=$1 node=$2 property=$3 wanted=$4 kind=${5:-s} found
    found=$(fdtget -t "$kind" "$out/$board.dtb" "$node" "$property" 2>/dev/null || true)
    [[ $found == "$wanted" ]] || fail "$board: $node has $property = \"$found\", not \"$wanted\""
}

for board in "${boards[@]}"; do
    [[ -e $trees/$board.dtb ]] || fail "the kernel has no tree of $board"
    fdtoverlay -i "$trees/$board.dtb" -o "$out/$board.dtb" "${overlays[@]}" || fail "they do not fit $board"
    gpio=$(fdtget -t s "$out/$board.dtb" /__symbols__ gpio)
    uart=$(fdtget -t s "$out/$board.dtb" /__symbols__ uart0)
    pins=$(fdtget -t x "$out/$board.dtb" "$(fdtget -t s "$out/$board.dtb" /__symbols__ uart0_gpio14)" phandle)
    is "$board" /pulse compatible pps-gpio
    is "$board" /pulse gpios "$(fdtget -t x "$out/$board.dtb" "$gpio" phandle) 12 0" x
    is "$board" "$gpio/pulse-pin" brcm,pins 12 x
    is "$board" "$uart" status okay
    is "$board" "$uart" pinctrl-0 "$pins" x
    is "$board" "$uart/bluetooth" status disabled
    is "$board" "$(fdtget -t s "$out/$board.dtb" /__symbols__ uart1)" status disabled
done
printf 'card: overlays fit %s\n' "${boards[*]}" >&2
