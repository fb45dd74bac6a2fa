#!/usr/bin/env bash
# unpack.sh FOLDER: Debian's NTP clients, unpacked below FOLDER instead of installed, since as packages they exclude each
# other. Takes what this machine's apt has; from elsewhere come the last release of the reference implementation's sntp
# (Debian 11), and busybox's source (Debian 13), since Debian's own busybox has no ntpd in it. What does not come is said
# and left out, and its test is skipped. Needs no root.
set -euo pipefail

folder=$(realpath -m "$1")
keyring=${TIMEBALL_DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}

without() {
    printf 'timeball: no %s: %s\n' "$1" "$2" >&2
}

# Downloads packages by apt with these options and unpacks them.
unpack() {
    local name=$1 debs outcome=0
    shift
    debs=$(mktemp -d "$folder/debs.XXXXXX")
    (cd "$debs" && timeout 300 apt-get -qq -o APT::Sandbox::User="$(id -un)" "$@") >"$debs/log" 2>&1 || outcome=$?
    if [[ $outcome -eq 0 ]]; then
        find "$debs" -name '*.deb' -exec dpkg-deb --extract '{}' "$folder/new-$name" ';'
        rm -rf "${folder:?}/$name"
        mv "$folder/new-$name" "$folder/$name"
        touch "$folder/$name"
    else
        without "$name" "$(tail -1 "$debs/log")"
    fi
    rm -rf "$debs" "$folder/new-$name"
}

# A configuration of apt's own for other suites, so that the machine's lists stay as they are.
configure_apt() {
    local private=$folder/apt mirror
    [[ -r $keyring ]] || return 1
    mirror=${TIMEBALL_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' \
        'Created-By: Packages' 2>/dev/null | sed -n 's/^Debian|Debian|//p' | head -1)}
    [[ -n $mirror ]] || return 1
    mkdir -p "$private"/{state/lists/partial,cache/archives/partial}
    : >"$private/state/status"
    printf '%s [signed-by=%s] %s %s main\n' deb "$keyring" "$mirror" bullseye deb-src "$keyring" "$mirror" trixie \
        >"$private/sources.list"
    cat >"$private/apt.conf" <<CONF
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false";
Dir::State "$private/state";
Dir::State::status "$private/state/status";
Dir::Cache "$private/cache";
Dir::Etc::sourcelist "$private/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF
    timeout 300 apt-get -c "$private/apt.conf" -qq -o APT::Update::Error-Mode=any update
}

# busybox with ntpd and nothing else.
build_busybox() {
    local work outcome=0
    if ! command -v gcc >/dev/null || ! command -v make >/dev/null; then
        without busybox "gcc and make build it from its source, and are not installed"
        return
    fi
    work=$(mktemp -d "$folder/busybox.XXXXXX")
    (
        cd "$work" \
            && apt-get -c "$folder/apt/apt.conf" -qq source --only-source --download-only busybox \
            && tar --extract --strip-components 1 --file busybox_*.orig.tar.bz2 \
            && make allnoconfig \
            && sed -i 's/^# CONFIG_\(NTPD\|FEATURE_IPV6\|LONG_OPTS\) is not set$/CONFIG_\1=y/' .config \
            && { yes '' || true; } | make oldconfig \
            && make busybox
    ) >"$folder/busybox.log" 2>&1 || outcome=$?
    if [[ $outcome -eq 0 ]]; then
        mkdir -p "$folder/busybox"
        mv "$work/busybox" "$folder/busybox/busybox"
    else
        without busybox "it was not built, as $folder/busybox.log tells"
    fi
    rm -rf "$work"
}

mkdir -p "$folder"
# Once a month anew.
find "$folder" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} +
[[ -d $folder/systemd-timesyncd ]] || unpack systemd-timesyncd download systemd-timesyncd libsystemd-shared
[[ -d $folder/ntpdig ]] || unpack ntpdig download ntpsec-ntpdig python3-ntp
[[ ! -d $folder/sntp || ! -x $folder/busybox/busybox ]] || exit 0
if configure_apt >"$folder/apt.log" 2>&1; then
    [[ -d $folder/sntp ]] || unpack sntp -c "$folder/apt/apt.conf" download sntp libopts25 libssl1.1 libevent-core-2.1-7 libevent-pthreads-2.1-7
    [[ -x $folder/busybox/busybox ]] || build_busybox
else
    without "sntp and busybox" "the lists of Debian 11 and 13 did not come, as $folder/apt.log tells"
fi
rm -rf "$folder/apt"
