#!/usr/bin/env bash
# build.sh --architecture amd64|arm64 --source FOLDER --cache FOLDER --out FOLDER: the Debian packages timeball-common, timeballd,
# timeball-web and timeball-sync.
#
# SOURCE is a checkout that is built. The runtime is linked from JAVA_HOME, a JDK 25; for another kind of machine than
# this one from Debian's, which is fetched and kept in CACHE. AOT caches can be made only where they are to run, and no
# two of them have the same bytes: those of this machine's kind are made once for each program and kept in CACHE,
# packages for another kind go without. All else is the same bytes for the same input. Nothing needs root. Who builds is
# named by DEBFULLNAME and DEBEMAIL, as Debian's tools have it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf 'packages: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

while [[ $# -gt 0 ]]; do
    case $1 in
        --architecture) architecture=$2 ;;
        --source) source=$(realpath "$2") ;;
        --cache) cache=$(realpath -m "$2") ;;
        --out) out=$(realpath -m "$2") ;;
        *) fail "knows --architecture, --source, --cache and --out, not $1" ;;
    esac
    shift 2
done
: "${architecture:?--architecture amd64|arm64}" "${source:?--source FOLDER}" "${cache:?--cache FOLDER}"
: "${out:?--out FOLDER}" "${JAVA_HOME:?a JDK 25}"
[[ $architecture == amd64 || $architecture == arm64 ]] || fail "builds for amd64 and arm64, not for $architecture"

daemon=$source/firmware/appliance
web=$source/web-ui/appliance
sync=$source/firmware/sync
stamp=$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>.*|\1|p' "$source/pom.xml")
number=$(sed -n 's|^  <version>\(.*\)</version>.*|\1|p' "$source/pom.xml" | head -1)
# Older than the version it becomes.
version=${number/-SNAPSHOT/\~$(date --utc --date "$stamp" +%Y%m%d)}
SOURCE_DATE_EPOCH=$(date --date "$stamp" +%s)
export SOURCE_DATE_EPOCH
maintainer="${DEBFULLNAME:-Timeball maintainers} <${DEBEMAIL:-maintainers@timeball.example}>"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$cache" "$out"

# All programs are laid out in one place, as on a machine that has all packages; each file belongs to one of them.
installed=usr/lib/timeball
home=$work/whole/$installed

is_native() { [[ $architecture == "$(dpkg --print-architecture)" ]]; }

lay_runtime() {
    local arguments=(--date "$SOURCE_DATE_EPOCH" --out "$home/runtime") jdk=$cache/jdk-$architecture
    if ! is_native; then
        if [[ ! -e $jdk/packages.lock ]]; then
            say "fetching the JDK of $architecture"
            "$here/../guest/fetch.sh" "$work/fetched" "$here/$architecture.list" || exit 75
            mkdir -p "$work/jdk"
            dpkg-deb --extract "$work"/fetched/debs/openjdk-25-jdk-headless_*.deb "$work/jdk"
            cp "$work/fetched/packages.lock" "$work/jdk/"
            rm -rf "$jdk"
            mv "$work/jdk" "$jdk"
        fi
        arguments+=(--jmods "$(echo "$jdk"/usr/lib/jvm/*/jmods)")
    fi
    "$here/runtime.sh" "${arguments[@]}"
}

# An archive under a name that does not change with our version. One whose packages are sealed is opened: the virtual machine
# does not start with a cache that has classes of it.
lay_archive() {
    local name
    name=$(basename "$1")
    name=${name/-$number/}
    cp "$1" "$2/$name"
    if unzip -p "$1" META-INF/MANIFEST.MF 2>/dev/null | grep -q '^Sealed: true'; then
        printf 'Sealed: false\n' >"$work/open"
        "$JAVA_HOME/bin/jar" --update --file "$2/$name" --manifest "$work/open" --date "$stamp" 2>/dev/null
    fi
}

# The class path of a program in FILE.path, as an argument of Java's. A cache wants the same archives in the same order.
lay_path() {
    local file=$1 archive name folder paths=()
    shift
    for archive in "$@"; do
        name=$(basename "$archive")
        name=${name/-$number/}
        folder=lib
        [[ -e $home/lib/$name ]] || folder=web
        [[ -e $home/$folder/$name ]] || fail "$name is not laid out"
        paths+=("/$installed/$folder/$name")
    done
    (IFS=: && printf -- '-cp\n%s\n' "${paths[*]}") >"$home/$file.path"
}

# The daemon's program, which is the command's, too; the pages, which share some of its archives; the small program.
lay_programs() {
    local archive
    mkdir -p "$home"/{lib,web,sync}
    for archive in "$daemon"/target/lib/*.jar "$daemon/target/firmware-appliance-$number.jar"; do
        lay_archive "$archive" "$home/lib"
    done
    for archive in "$web"/target/lib/*.jar "$web/target/web-ui-appliance-$number.jar"; do
        [[ -e $daemon/target/lib/$(basename "$archive") ]] || lay_archive "$archive" "$home/web"
    done
    lay_path program "$daemon/target/firmware-appliance-$number.jar" "$daemon"/target/lib/*.jar
    lay_path web "$web/target/web-ui-appliance-$number.jar" "$web"/target/lib/*.jar
    grep -v '^#' "$here/program-options" >"$home/options"
    cp "$sync/target/program/timeball-sync.jar" "$home/sync/"
    grep -v '^#' "$here/options" >"$home/sync/options"
    # A cache knows archives and runtime by their time, and a package keeps it.
    find "$home" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
}

# Those of the same runtime, archives and options, or new ones.
lay_caches() {
    local key kept
    if ! is_native; then
        say "no AOT caches for $architecture can be made on this machine: its packages start slower"
        return
    fi
    key=$(cd "$home" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
    kept=$cache/aot-$key
    if [[ ! -e $kept/sync/sync.aot ]]; then
        say "making AOT caches, which takes about two minutes"
        "$here/train.sh" --home "$home"
        # The bench wants a runtime beside the small program.
        ln -s ../runtime "$home/sync/runtime"
        "$JAVA_HOME/bin/java" -Xmx256m --enable-native-access=ALL-UNNAMED \
            -cp "$daemon/target/classes:$daemon/target/lib/*" \
            org.timeball.firmware.appliance.Timeball bench query --train --program "$home/sync" >&2
        rm "$home/sync/runtime"
        mkdir -p "$kept.new/sync"
        mv "$home"/*.aot "$kept.new/"
        mv "$home"/sync/*.aot "$kept.new/sync/"
        rm -rf "$kept"
        mv "$kept.new" "$kept"
    fi
    cp "$kept"/*.aot "$home/"
    cp "$kept"/sync/*.aot "$home/sync/"
}

# A unit for where packages put things: their runtime, their archives, and a cache if there is one.
lay_unit() {
    local unit=$1 path=$2 cache=$3 into=$4/usr/lib/systemd/system cached=
    # A unit that names a cache that is not there would say so at each start.
    [[ ! -e $home/$cache ]] || cached="-XX:AOTCache=/$installed/$cache "
    mkdir -p "$into"
    sed -e "s|ExecStart=/usr/bin/java |ExecStart=/$installed/runtime/bin/java $cached|" \
        -e "s|-cp /opt/timeball/[^ ]*|$path|" "$unit" >"$into/$(basename "$unit")"
    ! grep -qE '/opt/|/usr/bin/java' "$into/$(basename "$unit")" || fail "$(basename "$unit") still looks into /opt"
}

# Moves what is named, below /usr/lib/timeball, from the whole into a package.
give() {
    local package=$1 file
    shift
    mkdir -p "$work/$package/$installed"
    for file in "$@"; do
        [[ -e $home/$file ]] || continue
        mkdir -p "$(dirname "$work/$package/$installed/$file")"
        mv "$home/$file" "$work/$package/$installed/$file"
    done
}

lay_common() {
    local root=$work/timeball-common page
    mkdir -p "$root"/usr/{bin,lib/sysusers.d} "$root"/usr/share/{man/man1,bash-completion/completions} "$work/manual"
    install -m 755 "$here/timeball" "$root/usr/bin/timeball"
    install -m 644 "$daemon/src/main/systemd/timeball.sysusers" "$root/usr/lib/sysusers.d/timeball.conf"
    "$JAVA_HOME/bin/java" -cp "$daemon/target/classes:$daemon/target/lib/*" \
        org.timeball.firmware.appliance.TimeballManual "$work/manual"
    for page in "$work"/manual/*.1; do
        gzip -9n <"$page" >"$root/usr/share/man/man1/$(basename "$page").gz"
    done
    # It is read by a shell, and is no program.
    sed '1{/^#!/d}' "$work/manual/timeball.bash" >"$root/usr/share/bash-completion/completions/timeball"
    give timeball-common runtime lib options program.path sync/timeball-sync.jar sync/options sync/query.aot sync/whole.aot
}

lay_daemon() {
    local root=$work/timeballd page units=$daemon/src/main/systemd
    mkdir -p "$root"/{etc/timeball,usr/lib/udev/rules.d,usr/share/doc/timeballd}
    lay_unit "$units/timeball.service" "@/$installed/program.path" daemon.aot "$root"
    lay_unit "$units/timeball-wait.service" "@/$installed/program.path" daemon.aot "$root"
    install -m 644 "$units/60-timeball.rules" "$root/usr/lib/udev/rules.d/"
    install -m 644 "$here/timeballd/timeball.toml" "$root/etc/timeball/"
    for page in configuration certificates sources pool systemd refclock; do
        gzip -9n <"$source/docs/$page.md" >"$root/usr/share/doc/timeballd/$page.md.gz"
    done
    give timeballd daemon.aot
}

lay_web() {
    local root=$work/timeball-web
    mkdir -p "$root"/usr/{lib/sysusers.d,share/doc/timeball-web}
    lay_unit "$daemon/src/main/systemd/timeball-web.service" "@/$installed/web.path" web.aot "$root"
    install -m 644 "$daemon/src/main/systemd/timeball-web.sysusers" "$root/usr/lib/sysusers.d/timeball-web.conf"
    gzip -9n <"$source/docs/web.md" >"$root/usr/share/doc/timeball-web/web.md.gz"
    give timeball-web web web.path web.aot
}

lay_sync() {
    local root=$work/timeball-sync unit
    mkdir -p "$root"/{etc/timeball,usr/share/doc/timeball-sync}
    for unit in "$sync"/src/main/systemd/*.service; do
        lay_unit "$unit" "-cp /$installed/sync/timeball-sync.jar" sync/sync.aot "$root"
    done
    install -m 644 "$here/timeball-sync/sync.toml" "$root/etc/timeball/"
    gzip -9n <"$source/docs/sync.md" >"$root/usr/share/doc/timeball-sync/sync.md.gz"
    give timeball-sync sync/sync.aot
}

# What every package has, and its archive.
pack() {
    local package=$1 root=$work/$1 script
    mkdir -p "$root/DEBIAN" "$root/usr/share/doc/$package"
    cp "$here/copyright" "$root/usr/share/doc/$package/"
    [[ ! -e $here/$package/lintian-overrides ]] \
        || install -D -m 644 "$here/$package/lintian-overrides" "$root/usr/share/lintian/overrides/$package"
    printf '%s (%s) unstable; urgency=medium\n\n  * As of %s.\n\n -- %s  %s\n' "$package" "$version" "$stamp" \
        "$maintainer" "$(LC_ALL=C date --utc --rfc-email --date "$stamp")" \
        | gzip -9n >"$root/usr/share/doc/$package/changelog.gz"
    for script in postinst prerm postrm; do
        [[ ! -e $here/$package/$script ]] || install -m 755 "$here/$package/$script" "$root/DEBIAN/"
    done
    (cd "$root" && find etc -type f -printf '/%p\n' 2>/dev/null | LC_ALL=C sort) >"$root/DEBIAN/conffiles" || true
    [[ -s $root/DEBIAN/conffiles ]] || rm "$root/DEBIAN/conffiles"
    (cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    sed -e "s|@VERSION@|$version|" -e "s|@ARCHITECTURE@|$architecture|" -e "s|@MAINTAINER@|$maintainer|" \
        -e "s|@LIBRARIES@|$libraries|" \
        -e "s|@SIZE@|$(du -sk --apparent-size --exclude=DEBIAN "$root" | cut -f1)|" \
        "$here/$package/control" >"$root/DEBIAN/control"
    chmod -R go-w,a+rX "$root"
    find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz -z1 --build "$root" "$out/${package}_${version}_${architecture}.deb" >&2
}

# The C library that the runtime was linked with, by the newest of its symbols that is asked for, and what else it opens.
depends() {
    local libc
    libc=$(find "$home/runtime" \( -name '*.so' -o -path '*/bin/*' \) -type f -exec grep -aohE 'GLIBC_2\.[0-9]+' {} + \
        | sort -uV | tail -1)
    printf 'libc6 (>= %s)' "${libc#GLIBC_}"
    ! grep -aqE 'libz\.so\.1' "$home"/runtime/lib/*.so || printf ', zlib1g'
    ! grep -aqE 'libstdc\+\+\.so\.6' "$home"/runtime/lib/server/*.so || printf ', libstdc++6, libgcc-s1'
}

lay_runtime
lay_programs
lay_caches
libraries=$(depends)
lay_common
lay_daemon
lay_web
lay_sync
left=$(find "$home" -type f)
[[ -z $left ]] || fail "belongs to no package: $left"
for package in timeball-common timeballd timeball-web timeball-sync; do
    pack "$package"
done
