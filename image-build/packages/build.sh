#!/usr/bin/env bash
# build.sh --architecture amd64|arm64 --source FOLDER --cache FOLDER --out FOLDER: the Debian package timeball-sync.
#
# SOURCE is a checkout that is built. The runtime is linked from JAVA_HOME, a JDK 25; for another kind of machine than
# this one from Debian's, which is fetched and kept in CACHE. AOT caches can be made only where they are to run, and no
# two of them have the same bytes: those of this machine's kind are made once for each program and kept in CACHE, a
# package for another kind goes without. All else is the same bytes for the same input. Nothing needs root. Who builds is
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

name=timeball-sync
sync=$source/firmware/sync
stamp=$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>.*|\1|p' "$source/pom.xml")
version=$(sed -n 's|^  <version>\(.*\)</version>.*|\1|p' "$source/pom.xml" | head -1)
# Older than the version it becomes.
version=${version/-SNAPSHOT/\~$(date --utc --date "$stamp" +%Y%m%d)}
SOURCE_DATE_EPOCH=$(date --date "$stamp" +%s)
export SOURCE_DATE_EPOCH
maintainer="${DEBFULLNAME:-Timeball maintainers} <${DEBEMAIL:-maintainers@timeball.example}>"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
home=$root/usr/lib/timeball/sync
mkdir -p "$cache" "$out"

# The runtime, the archive and the options.
lay_program() {
    local arguments=(--application "$sync/target" --date "$SOURCE_DATE_EPOCH" --out "$home") jdk
    if [[ $architecture != "$(dpkg --print-architecture)" ]]; then
        jdk=$cache/jdk-$architecture
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
    "$here/program.sh" "${arguments[@]}"
}

# Those of the same runtime, archive and options, or new ones.
lay_caches() {
    local key kept
    if [[ $architecture != "$(dpkg --print-architecture)" ]]; then
        say "no AOT caches for $architecture can be made on this machine: its package starts slower"
        return
    fi
    key=$(cd "$home" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
    kept=$cache/aot-$key
    if [[ ! -e $kept/sync.aot ]]; then
        say "making AOT caches, which takes about a minute"
        "$JAVA_HOME/bin/java" -Xmx256m --enable-native-access=ALL-UNNAMED \
            -cp "$source/firmware/appliance/target/classes:$source/firmware/appliance/target/lib/*" \
            org.timeball.firmware.appliance.Timeball bench query --train --program "$home" >&2
        mkdir -p "$kept.new"
        mv "$home"/*.aot "$kept.new/"
        rm -rf "$kept"
        mv "$kept.new" "$kept"
    fi
    cp "$kept"/*.aot "$home/"
}

lay_documents() {
    local documents=$root/usr/share/doc/$name page
    mkdir -p "$documents" "$root"/usr/share/{man/man1,bash-completion/completions} "$work/manual"
    "$JAVA_HOME/bin/java" -cp "$sync/target/classes:$sync/target/lib/*" org.timeball.firmware.sync.manual.Manual \
        "$work/manual"
    for page in "$work"/manual/*.1; do
        gzip -9n <"$page" >"$root/usr/share/man/man1/$(basename "$page").gz"
    done
    # It is read by a shell, and is no program.
    sed '1{/^#!/d}' "$work/manual/timeball.bash" >"$root/usr/share/bash-completion/completions/timeball"
    cp "$here/$name/copyright" "$documents/"
    install -D -m 644 "$here/$name/lintian-overrides" "$root/usr/share/lintian/overrides/$name"
    printf '%s (%s) unstable; urgency=medium\n\n  * As of %s.\n\n -- %s  %s\n' "$name" "$version" "$stamp" \
        "$maintainer" "$(LC_ALL=C date --utc --rfc-email --date "$stamp")" | gzip -9n >"$documents/changelog.gz"
}

# The daemon's units, made for this place: its runtime, its archive, and a cache if there is one.
lay_service() {
    local units=$root/usr/lib/systemd/system unit cached=
    # A unit that names a cache that is not there would say so at each start.
    [[ ! -e $home/sync.aot ]] || cached='-XX:AOTCache=/usr/lib/timeball/sync/sync.aot '
    mkdir -p "$units" "$root/etc/timeball" "$root/DEBIAN"
    for unit in "$sync"/src/main/systemd/*.service; do
        sed -e "s|ExecStart=/usr/bin/java |ExecStart=/usr/lib/timeball/sync/runtime/bin/java $cached|" \
            -e 's|-cp /opt/timeball/sync/classes:/opt/timeball/sync/lib/\*|-cp /usr/lib/timeball/sync/timeball-sync.jar|' \
            "$unit" >"$units/$(basename "$unit")"
    done
    ! grep -q /opt/ "$units"/*.service || fail "a unit still looks into /opt"
    cp "$here/$name/sync.toml" "$root/etc/timeball/"
    printf '/etc/timeball/sync.toml\n' >"$root/DEBIAN/conffiles"
    install -m 755 "$here/$name"/{postinst,prerm,postrm} "$root/DEBIAN/"
}

# There is none among the commands of a checkout that has no unit for it.
has_daemon() {
    [[ -e $sync/src/main/systemd/$name.service ]]
}

# What only one package of a machine may do.
relations() {
    printf '%s: time-daemon\n' Provides Conflicts Replaces
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

write_control() {
    mkdir -p "$root/DEBIAN"
    (cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    sed '/^$/d' >"$root/DEBIAN/control" <<CONTROL
Package: $name
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size --exclude=DEBIAN "$root" | cut -f1)
Depends: $(depends)
Recommends: ca-certificates
$(if has_daemon; then relations; fi)
Section: net
Priority: optional
Description: keeps the clock right by the network, and wants it proven
 A small client of NTP and NTS (RFC 5905, RFC 8915) in place of
 systemd-timesyncd: a daemon that steers the clock, a command that asks
 servers for the time and one that says what is wrong with an NTS server.
 .
 It brings a Java runtime of its own, and nothing else of Java is needed.
CONTROL
}

lay_program
lay_caches
mkdir -p "$root/usr/bin"
install -m 755 "$here/timeball" "$root/usr/bin/timeball"
lay_documents
if has_daemon; then lay_service; fi
write_control
chmod -R go-w,a+rX "$root"
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz -z1 --build "$root" "$out/${name}_${version}_${architecture}.deb" >&2
