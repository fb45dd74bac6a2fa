#!/usr/bin/env bash
# build.sh --source FOLDER --cache FOLDER --out FILE: the image of a card for Raspberry Pi 3B, 3B+, 4B and CM4.
#
# SOURCE is a checkout that is built, JAVA_HOME a JDK 25. FILE is the card, FILE.zst what is given away, FILE.cdx.json what it is made
# of, and FILE.parts a folder with its parts, among them the kernel and the initramfs for an emulator. Debian's packages are those of
# packages.lock, kept in CACHE; with all of them there nothing asks the network. They are unpacked and none of their scripts is run, so
# that nothing needs root, mounts or a foreign processor; what the scripts would do, and this card wants, is done here.
# The same input gives the same bytes of each partition but data.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf 'card: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

while [[ $# -gt 0 ]]; do
    case $1 in
        --source) source=$(realpath "$2") ;;
        --cache) cache=$(realpath -m "$2") ;;
        --out) out=$(realpath -m "$2") ;;
        *) fail "knows --source, --cache and --out, not $1" ;;
    esac
    shift 2
done
: "${source:?--source FOLDER}" "${cache:?--cache FOLDER}" "${out:?--out FILE}" "${JAVA_HOME:?a JDK 25}"

# shellcheck source=../debian/apt.sh
. "$here/../debian/apt.sh"

export TZ=UTC LC_ALL=C
umask 022
stamp=$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>.*|\1|p' "$source/pom.xml")
SOURCE_DATE_EPOCH=$(date --date "$stamp" +%s)
export SOURCE_DATE_EPOCH

# What the daemon, the pages and their libraries use of Java. Of java.desktop it is one class, which the definition of RRD4J's
# files names; of jdk.jfr the events that Netty defines, without which the pages take connections and answer nothing.
modules=java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.jfr,jdk.net,jdk.unsupported,jdk.crypto.ec,jdk.zipfs

mkdir -p "$cache" "$(dirname "$out")"
parts=$out.parts
rm -rf "$parts"
mkdir -p "$parts"
work=$(mktemp -d "$parts/work.XXXXXX")
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
root=$work/root
fat=$work/fat
debian=$work/debian

# How long each part takes, for whoever waits.
part() {
    local name=$1 begin=$EPOCHREALTIME
    shift
    "$@"
    printf 'card: %6.1f s  %s\n' "$(awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN {print b - a}')" "$name" >&2
}

unpack() {
    local name digest
    mkdir -p "$debian"
    # As every Debian since 12 has it; a package that still brings a folder of that name fills the other.
    mkdir -p "$debian"/usr/{bin,sbin,lib}
    for name in bin sbin lib; do ln -s "usr/$name" "$debian/$name"; done
    while read -r name _ _ digest; do
        echo "$(sha256sum <"$cache/debs/$digest")" | grep -q "^$digest" || fail "$name in the cache is damaged: $cache/debs/$digest"
        dpkg-deb --fsys-tarfile "$cache/debs/$digest" \
            | tar --extract --directory "$debian" --keep-directory-symlink --no-same-owner --no-same-permissions
    done <"$here/packages.lock"
    release=$(basename "$debian"/usr/lib/modules/*)
    depmod -b "$debian" "$release"
}

# Puts a driver and what it depends on below a folder, in the tree that modprobe knows.
copy_drivers() {
    local list=$1 into=$2 tree=$debian/usr/lib/modules/$release name line file
    while read -r name; do
        # A driver's file and its name differ in dashes at will.
        line=$(grep -E "/${name//[-_]/[-_]}\.ko[^:]*:" "$tree/modules.dep" || true)
        if [[ -z $line ]]; then
            grep -qE "/${name//[-_]/[-_]}\.ko$" "$tree/modules.builtin" || fail "the kernel has no driver $name"
            continue
        fi
        # Written as FILE: the one to load last … the one to load first
        for file in $(tr ' ' '\n' <<<"${line//:/}" | tac); do
            [[ -e $into/$file ]] && continue
            install -D -m 644 "$tree/$file" "$into/$file"
            echo "$file" >>"$into/order"
        done
    done < <(read_list "$list")
}

lay_debian() {
    local path pattern tree=usr/lib/modules/$release
    mkdir -p "$root"
    cp -a "$debian/." "$root/"
    while read -r pattern; do
        for path in $root/$pattern; do rm -rf "$path"; done
    done < <(read_list "$here/trimmed.list")
    # Of what explains, only who may copy it.
    find "$root/usr/share/doc" ! -type d ! -name copyright -delete
    find "$root/usr/share/doc" -type d -empty -delete
    # Drivers of the two lists, and wireless cards' programs.
    mkdir -p "$root/$tree"
    copy_drivers "$here/drivers-early.list" "$root/$tree"
    copy_drivers "$here/drivers.list" "$root/$tree"
    rm "$root/$tree/order"
    cp "$debian/$tree"/modules.{builtin,builtin.modinfo,order} "$root/$tree/"
    depmod -b "$root" "$release"
    mkdir -p "$root"/usr/lib/firmware/{brcm,cypress}
    cp -a "$debian"/usr/lib/firmware/brcm/brcmfmac434{30,55}* "$root/usr/lib/firmware/brcm/"
    cp -a "$debian"/usr/lib/firmware/cypress/cyfmac434{30,55}* "$root/usr/lib/firmware/cypress/"
    cp -a "$debian"/usr/lib/firmware/regulatory.db* "$root/usr/lib/firmware/" 2>/dev/null \
        || cp -a "$debian"/lib/firmware/regulatory.db* "$root/usr/lib/firmware/"
}

# What maintainer scripts would have done.
configure() {
    local systemd=$source/firmware/appliance/src/main/systemd unit name
    cp -a "$here/root/." "$root/"
    mkdir -p "$root"/{data,boot/firmware,proc,sys,dev,run,tmp,var,root,etc/timeball,usr/lib/sysusers.d}
    ln -sf ../run/systemd/resolve/resolv.conf "$root/etc/resolv.conf"
    ln -sf ../proc/self/mounts "$root/etc/mtab"
    ln -sf mawk "$root/usr/bin/awk"
    ln -sf bash "$root/usr/bin/rbash"
    [[ -e $root/usr/bin/sh ]] || ln -s dash "$root/usr/bin/sh"
    ln -sf ../usr/share/zoneinfo/Etc/UTC "$root/etc/localtime"
    : >"$root/etc/machine-id"
    # Ids that stay the same from one version to the next, for files on the data partition have them.
    sed -e 's/^u timeball  *-/u timeball 900/' -e 's/^u timeball-web  *-/u timeball-web 901/' \
        "$systemd/timeball.sysusers" >"$root/usr/lib/sysusers.d/timeball.conf"
    sed 's/:\*:/:x:/' "$root/usr/share/base-passwd/passwd.master" >"$root/etc/passwd"
    sed 's/:\*:/:x:/' "$root/usr/share/base-passwd/group.master" >"$root/etc/group"
    # Nobody has a password, and none is right.
    sed 's/^\([^:]*\):.*/\1:*:20000:0:99999:7:::/' "$root/etc/passwd" >"$root/etc/shadow"
    sed 's/^\([^:]*\):.*/\1:*::/' "$root/etc/group" >"$root/etc/gshadow"
    # Its own users with the marks that an older systemd-sysusers does not know, and does without: none has a password here.
    cat "$root"/usr/lib/sysusers.d/*.conf | sed 's/^u!/u/' | systemd-sysusers --root="$root" - >"$work/users.log" 2>&1 \
        || fail "the users of the card could not be made: $(<"$work/users.log")"
    for name in timeball timeball-web systemd-network systemd-resolve sshd messagebus; do
        grep -q "^$name:" "$root/etc/passwd" || fail "the card has no user $name: $(<"$work/users.log")"
    done
    rm -f "$root"/etc/{passwd,group,shadow,gshadow}-
    rm -f "$root/etc/.pwd.lock"
    # Our units, made for this place, and the rule for devices.
    for unit in "$systemd"/*.service; do
        sed -e 's|/opt/timeball/daemon/classes:|/opt/timeball/daemon/timeball.jar:|' \
            -e 's|/opt/timeball/web/classes:|/opt/timeball/web/timeball-web.jar:|' \
            "$unit" >"$root/etc/systemd/system/$(basename "$unit")"
    done
    ! grep -q '/classes' "$root"/etc/systemd/system/*.service || fail "a unit still looks for a folder of classes"
    install -D -m 644 "$systemd/60-timeball.rules" "$root/etc/udev/rules.d/60-timeball.rules"
    # Which units start is said here and by no preset.
    find "$root/etc/systemd/system" -type l -delete
    name=(systemd-networkd systemd-resolved systemd-udevd ssh timeball timeball-web timeball-settings timeball-first
        timeball-firewall timeball-grow timeball-board timeball-claim-code timeball-web-certificate timeball-wireless)
    # shellcheck disable=SC2128 # the array's name is its first word
    systemctl --root="$root" --quiet enable "${name[@]/%/.service}" timeball-claim-code.path \
        timeball-web-certificate.path timeball-firewall.path 2>"$work/enable.log" \
        || fail "units could not be enabled: $(<"$work/enable.log")"
    ln -sf /usr/lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
    # systemd puts the clock to this file's time at least.
    : >"$root/usr/lib/clock-epoch"
}

# The Java runtime and the two programs.
lay_programs() {
    local side name module archive
    # jlink of this machine, jmods of the other; plain --strip-debug would call this machine's objcopy.
    "$JAVA_HOME/bin/jlink" --module-path "$(echo "$debian"/usr/lib/jvm/*/jmods)" --add-modules "$modules" \
        --strip-java-debug-attributes --no-header-files --no-man-pages --output "$root/opt/java"
    rm -f "$root"/opt/java/bin/{keytool,rmiregistry} "$root"/opt/java/lib/{jexec,jrt-fs.jar,classlist}
    # There is no screen, and its native code would want half a desktop.
    rm -f "$root"/opt/java/lib/lib{awt,awt_*,jawt,fontmanager,freetype,javajpeg,jsound,lcms,mlib_image,splashscreen}.so
    chmod -R u+w "$root/opt/java/legal"
    ln -s /opt/java/bin/java "$root/usr/bin/java"
    for side in daemon:firmware/appliance:timeball.jar web:web-ui/appliance:timeball-web.jar; do
        IFS=: read -r name module archive <<<"$side"
        mkdir -p "$root/opt/timeball/$name/lib"
        # In one order, for an archive keeps that in which its files come: folders last, as jar takes along what is in them.
        # Without folders Micronaut does not find its beans.
        (cd "$source/$module/target/classes" \
            && { find . -type f | sort; find . -mindepth 1 -type d | sort --reverse; } >"$work/classes" \
            && "$JAVA_HOME/bin/jar" --create --no-manifest --date "$stamp" --file "$root/opt/timeball/$name/$archive" \
                "@$work/classes")
        cp "$source/$module"/target/lib/*.jar "$root/opt/timeball/$name/lib/"
    done
}

# Each program's libraries are there: what a dependency that was taken out would have brought is missed here and not at home.
check_libraries() {
    local missing
    find "$root" -name '*.so*' -printf '%f\n' | sort -u >"$work/libraries"
    # What is no program it complains of, and ends with an error, which is no matter here.
    missing=$({ find "$root" -type f \( -perm -u+x -o -name '*.so*' \) -exec readelf --dynamic --wide {} + 2>/dev/null || true; } \
        | awk -v root="$root" -v libraries="$work/libraries" '
            BEGIN { while ((getline name <libraries) > 0) known[name] = 1 }
            /^File: / { file = substr($2, length(root) + 1) }
            /\(NEEDED\)/ { gsub(/[][]/, "", $NF); seen++; if (!($NF in known)) print file " wants " $NF }
            END { if (!seen) print "no program was found" }')
    [[ -z $missing ]] || fail "no package of the lock brings what these want: $missing"
}

make_initramfs() {
    local tree=$work/initramfs applet file
    mkdir -p "$tree"/{bin,dev,proc,sys,root,lib/drivers}
    cp "$debian/usr/bin/busybox" "$tree/bin/"
    for applet in sh mount umount insmod mkdir cat tr ls ln usleep sleep findfs switch_root date stat reboot chmod uname; do
        ln -s busybox "$tree/bin/$applet"
    done
    cp "$debian"/usr/sbin/e2fsck.static "$tree/bin/e2fsck"
    copy_drivers "$here/drivers-early.list" "$work/early"
    while read -r file; do
        xz --decompress --stdout "$work/early/$file" >"$tree/lib/drivers/$(basename "${file%.xz}")"
        basename "${file%.xz}"
    done <"$work/early/order" >"$tree/lib/drivers/order"
    echo "$SOURCE_DATE_EPOCH" >"$tree/built"
    install -m 755 "$here/initramfs/init" "$tree/init"
    find "$tree" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
    (cd "$tree" && find . -print0 | sort --zero-terminated \
        | cpio --null --create --format=newc --reproducible --quiet --owner=0:0) | zstd -q -19 -T1 >"$parts/initramfs"
}

make_overlays() {
    "$here/overlays.sh" --trees "$debian/usr/lib/linux-image-$release/broadcom" --out "$work/overlays"
}

# What the firmware reads; the folder of a slot has all that belongs to its kernel.
make_firmware() {
    local slot=$fat/a file
    mkdir -p "$slot/overlays"
    cp "$debian"/usr/lib/raspi-firmware/{bootcode.bin,start.elf,start4.elf,fixup.dat,fixup4.dat,start_cd.elf,start4cd.elf,fixup_cd.dat,fixup4cd.dat} "$fat/"
    cp "$debian"/usr/share/doc/raspi-firmware/copyright "$fat/LICENCE.firmware.txt"
    cp "$here"/firmware/{config.txt,timeball.txt} "$fat/"
    cp "$debian/boot/vmlinuz-$release" "$slot/kernel8.img"
    cp "$parts/initramfs" "$slot/initramfs8"
    cp "$here/firmware/cmdline.txt" "$slot/"
    for file in bcm2837-rpi-3-b bcm2837-rpi-3-b-plus bcm2711-rpi-4-b bcm2711-rpi-cm4-io; do
        cp "$debian/usr/lib/linux-image-$release/broadcom/$file.dtb" "$slot/"
    done
    # The firmware looks for overlays beside the kernel only where a README lies with them.
    cp "$work"/overlays/*.dtbo "$slot/overlays/"
    printf 'Overlays of Timeball, see config.txt.\n' >"$slot/overlays/README"
    find "$fat" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
    truncate --size 256M "$parts/firmware.vfat"
    PATH=$PATH:/usr/sbin:/sbin mkfs.vfat -F 32 -n FIRMWARE -i 7e5f0001 --invariant "$parts/firmware.vfat" >/dev/null
    # In one order, for the file system keeps the order in which they come.
    (cd "$fat" && find . -mindepth 1 -type d | sort | while read -r file; do
        mmd -i "$parts/firmware.vfat" "::$file"
    done
    find . -type f | sort | while read -r file; do
        mcopy -m -i "$parts/firmware.vfat" "$file" "::$file"
    done)
    cp "$slot/kernel8.img" "$parts/kernel"
    cp "$slot/cmdline.txt" "$parts/"
}

# All of it root's, and nothing that gives rights to whoever runs it.
make_root() {
    find "$root" -type f -perm /6000 -exec chmod ug-s {} +
    chmod -R go-w "$root"
    chmod 640 "$root"/etc/{shadow,gshadow}
    chmod 700 "$root/root"
    chmod 1777 "$root/tmp"
    # It takes the time of its files from its options alone.
    (unset SOURCE_DATE_EPOCH && mksquashfs "$root" "$parts/root.squashfs" -quiet -no-progress -all-root -noappend \
        -no-xattrs -comp zstd -Xcompression-level 15 -b 256K -mkfs-time "$1" -all-time "$1")
    [[ $(stat --format %s "$parts/root.squashfs") -le $((256 << 20)) ]] || fail "the root has grown beyond its partition"
}

make_data() {
    truncate --size 64M "$parts/data.ext4"
    PATH=$PATH:/usr/sbin:/sbin mke2fs -q -t ext4 -L timeball-data -m 1 "$parts/data.ext4"
}

lay_card() {
    : >"$parts/empty"
    # It empties and fills its folders as it likes.
    mkdir -p "$work/genimage"/{root,out}
    PATH=$PATH:/usr/sbin:/sbin genimage --config "$here/genimage.cfg" --rootpath "$work/genimage/root" --tmppath "$work/genimage/tmp" \
        --inputpath "$parts" --outputpath "$work/genimage/out" >"$work/genimage.log" 2>&1 \
        || { cat "$work/genimage.log" >&2; fail "genimage could not lay out the card"; }
    mv "$work/genimage/out/card.img" "$out"
    rm "$parts/empty"
}

PATH=$PATH:/usr/sbin:/sbin
part "Debian's packages" "$here/fetch.sh" "$cache"
part "unpacked" unpack
part "root: Debian's part" lay_debian
part "root: Java and our programs" lay_programs
part "root: configured" configure
part "root: libraries checked" check_libraries
part "initramfs" make_initramfs
part "overlays, laid over each board's tree" make_overlays
part "firmware partition" make_firmware
part "root partition" make_root "$SOURCE_DATE_EPOCH"
part "data partition" make_data
part "card" lay_card
part "compressed" zstd -q -f -T0 -12 "$out" -o "$out.zst"
cp "$here/packages.lock" "$parts/"
version=$(sed -n 's|^  <version>\(.*\)</version>.*|\1|p' "$source/pom.xml" | head -1)
part "bill of materials" python3 "$here/bill_of_materials.py" "$here/packages.lock" "$root" "$SOURCE_DATE_EPOCH" "$version" \
    >"$out.cdx.json"
say "$out.zst has $(($(stat --format %s "$out.zst") / 1000000)) MB, its root $(($(stat --format %s "$parts/root.squashfs") / 1000000))"
