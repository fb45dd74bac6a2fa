#!/usr/bin/env bash
# build.sh --cache FOLDER --application FOLDER --out FOLDER: an arm64 guest for QEMU that runs Timeball's daemon.
#
# OUT gets kernel, initramfs, devicetree and machine.args. Debian's stock kernel, a busybox, a Java runtime and the few
# libraries it wants are kept in the cache, under a key made of what they come from; a warm build packs only the
# application (its target/classes and target/lib). Nothing here needs root or mounts, and nothing but fetch.sh the network.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    printf 'guest: %s\n' "$*" >&2
    exit 1
}

while [[ $# -gt 0 ]]; do
    case $1 in
        --cache) cache=$(realpath -m "$2") ;;
        --application) application=$(realpath -m "$2") ;;
        --out) out=$(realpath -m "$2") ;;
        *) fail "knows --cache, --application and --out, not $1" ;;
    esac
    shift 2
done
: "${cache:?--cache FOLDER}" "${application:?--application FOLDER}" "${out:?--out FOLDER}" "${JAVA_HOME:?a JDK 25}"

# What the application and its libraries use of Java; jlink would take anything more along. Of java.desktop it is one class,
# which the definition of RRD4J's files names.
modules=java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.net,jdk.unsupported

unpack() {
    local deb
    for deb in "$1"/debs/*.deb; do
        dpkg-deb --extract "$deb" "$2"
    done
}

# The kernel's modules in the order of loading; KERNEL_ROOT has them below usr/lib/modules.
copy_drivers() {
    local unpacked=$1 into=$2 release tree name file dependencies
    release=$(basename "$unpacked"/usr/lib/modules/*)
    tree=$unpacked/usr/lib/modules/$release
    # Its tools look below lib, which a whole system has as a link.
    [[ -e $unpacked/lib ]] || ln -s usr/lib "$unpacked/lib"
    depmod -b "$unpacked" "$release"
    mkdir -p "$into"
    : >"$into/order"
    while read -r name; do
        # A driver's file and its name differ in dashes at will.
        file=$(grep -E "/${name//[-_]/[-_]}\.ko[^:]*:" "$tree/modules.dep" || true)
        if [[ -z $file ]]; then
            grep -qE "/${name//[-_]/[-_]}\.ko$" "$tree/modules.builtin" || fail "the kernel has no driver $name"
            continue
        fi
        # Written as FILE: the one to load last … the one to load first
        read -r -a dependencies <<<"${file//:/}"
        for ((i = ${#dependencies[@]} - 1; i >= 0; i--)); do
            copy_driver "$tree/${dependencies[i]}" "$into"
        done
    done < <(sed 's/ *#.*//; /^$/d' "$here/modules.list")
}

copy_driver() {
    local name
    name=$(basename "${1%.xz}")
    [[ -e $2/$name ]] && return
    xz --decompress --stdout "$1" >"$2/$name"
    echo "$name" >>"$2/order"
}

# Packs a folder as the kernel reads it, the same bytes for the same content.
pack() {
    (cd "$1" && find . -exec touch -h -d @0 {} + && find . -print0 | LC_ALL=C sort -z \
        | cpio --null --create --format=newc --reproducible --quiet --owner=0:0) >"$2"
}

# Everything that does not change with our own code.
build_base() {
    local base=$1 work root libraries
    work=$(mktemp -d "$cache/base.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    # Its own code (sysexits' EX_TEMPFAIL), so that a caller can tell a machine without packages from a broken build.
    "$here/fetch.sh" "$work/fetched" || exit 75
    mkdir -p "$work/unpacked" "$work/root"
    unpack "$work/fetched" "$work/unpacked"
    root=$work/root
    libraries=usr/lib/aarch64-linux-gnu
    mkdir -p "$root"/{bin,dev,proc,sys,run,tmp,opt,etc/timeball,lib/modules,lib/aarch64-linux-gnu}
    cp "$work/unpacked/usr/bin/busybox" "$root/bin/"
    local applet
    for applet in sh mount insmod ip stty cut sed cat date sleep adjtimex poweroff grep nc chmod rm touch kill head tail ps ls pidof uname; do
        ln -s busybox "$root/bin/$applet"
    done
    copy_drivers "$work/unpacked" "$root/lib/modules"
    local library
    for library in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libgcc_s.so.1 libz.so.1 libstdc++.so.6; do
        cp --dereference "$work/unpacked/$libraries/$library" "$root/lib/aarch64-linux-gnu/"
    done
    cp --dereference "$work/unpacked/$libraries/ld-linux-aarch64.so.1" "$root/lib/"
    # jlink of this machine, jmods of the other; plain --strip-debug would call this machine's objcopy.
    "$JAVA_HOME/bin/jlink" --module-path "$work"/unpacked/usr/lib/jvm/java-25-openjdk-arm64/jmods \
        --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages \
        --output "$root/opt/java"
    install -m 755 "$here/init" "$root/init"
    mkdir "$work/done"
    pack "$root" "$work/done/initramfs"
    cp "$work"/unpacked/boot/vmlinuz-* "$work/done/kernel"
    cp "$work/fetched/packages.lock" "$work/done/"
    rm -rf "$base"
    mv "$work/done" "$base"
    rm -rf "$work"
    trap - EXIT
}

# QEMU's own description of the machine, with the power button's line made the input of a pulse: `system_powerdown` on
# its control socket pulls that line up for 100 ms. Chip and pulse have names as on a Raspberry Pi: Pi4J looks for a chip
# with `pinctrl` in its name, and the overlay pps-gpio calls its node after the pin.
make_devicetree() {
    local into=$1 arguments line pin
    mapfile -t arguments < <(tr ' ' '\n' <"$here/machine.args")
    "${QEMU:-qemu-system-aarch64}" "${arguments[@]}" -machine "dumpdtb=$into" -nodefaults -display none -serial null \
        2>/dev/null
    # The chip, the pin on it, and whether it is upside down.
    line=$(fdtget -t x "$into" /gpio-keys/poweroff gpios)
    pin=pps@$(cut -d' ' -f2 <<<"$line")
    fdtput -r "$into" /gpio-keys/poweroff
    fdtput -r "$into" /gpio-keys
    fdtput -c "$into" "/$pin"
    fdtput -t s "$into" "/$pin" compatible pps-gpio
    # shellcheck disable=SC2086 # three numbers
    fdtput -t x "$into" "/$pin" gpios $line
    # Its text, for there is no other way to rename a node; what it warns of is QEMU's.
    dtc -q -I dtb -O dts "$into" | sed 's/\bpl061@/pinctrl@/' | dtc -q -I dts -O dtb -o "$into.named"
    mv "$into.named" "$into"
}

key=$(cat "$here/../debian/apt.sh" "$here"/{build.sh,fetch.sh,init,modules.list,packages.list} "$JAVA_HOME/release" | sha256sum | cut -c1-16)
base=$cache/guest-$key
mkdir -p "$cache" "$out"
if [[ ! -e $base/kernel ]]; then
    printf 'guest: fetching the arm64 kernel and Java, which takes about a minute the first time\n' >&2
    build_base "$base"
fi
# What no checkout has used for a month is of an older kernel or recipe.
touch "$base"
find "$cache" -maxdepth 1 -name 'guest-*' -mtime +30 -exec rm -rf {} +

work=$(mktemp -d "$out/application.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{bin,opt/timeball,etc/timeball}
cp -r "$application/classes" "$application/lib" "$work/opt/timeball/"
install -m 755 "$here/timeball" "$work/bin/timeball"
install -m 644 "$here/timeball.toml" "$work/etc/timeball/timeball.toml"
pack "$work" "$out/application"
# The kernel unpacks one archive after the other.
cat "$base/initramfs" "$out/application" >"$out/initramfs"
rm "$out/application"
ln -sf "$base/kernel" "$out/kernel"
cp "$here/machine.args" "$base/packages.lock" "$out/"
make_devicetree "$out/devicetree"
