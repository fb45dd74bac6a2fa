#!/usr/bin/env bash
# test.sh --source FOLDER --cache FOLDER [--brief]: builds the package of this machine's kind and looks at it; where this is root and
# has mmdebstrap, installs it in a clean Debian 13, asks for the time there, and takes it away again. In brief it is built
# once and looked at.
#
# Nothing is installed on this machine, no clock is touched, and nobody is asked but a chronyd on loopback.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
passed=0 failed=0

say() { printf 'packages: %s\n' "$*" >&2; }

# Notes a claim and whether the command after it bears it out.
claim() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        say "FAILED: $what"
    fi
}

is_brief=false
while [[ $# -gt 0 ]]; do
    case $1 in
        --brief)
            is_brief=true
            shift
            continue
            ;;
        --source) source=$2 ;;
        --cache) cache=$2 ;;
        *) say "knows --source, --cache and --brief, not $1"; exit 2 ;;
    esac
    shift 2
done
: "${source:?--source FOLDER}" "${cache:?--cache FOLDER}"

architecture=$(dpkg --print-architecture)
work=$(mktemp -d)
server='' daemon=''
finish() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    [[ -z $daemon ]] || kill "$daemon" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

build() {
    "$here/build.sh" --architecture "$architecture" --source "$source" --cache "$cache" --out "$1"
}

is_small() {
    local kilobytes
    kilobytes=$(du -sk --apparent-size "$work/tree/usr/lib/timeball/sync/runtime" | cut -f1)
    say "the runtime has $((kilobytes / 1024)) MB, the package $(($(stat --format %s "$1") / 1048576)) MB"
    [[ $kilobytes -le $((45 * 1024)) ]]
}

# The daemon by its unit's own words, out of the unpacked package; it answers that it is not synchronised, for it is told to ask a
# port where nobody is.
answers_by_its_unit() {
    local words tries status
    mkdir -p "$work/sync"
    printf 'schema = 1\nstate-directory = "state"\ncontrol-socket = "sync.sock"\n[[source]]\nhost = "127.0.0.1"\nnts = false\nport = 9\n' \
        >"$work/sync/sync.toml"
    words=$(sed -n '/^ExecStart=/,/[^\\]$/p' "$work/tree/usr/lib/systemd/system/timeball-sync.service" \
        | sed -e 's/^ExecStart=//' -e 's/\\$//' | tr '\n' ' ')
    words=${words//\/usr\/lib\/timeball/$work/tree/usr/lib/timeball}
    words=${words//\/etc\/timeball\/sync.toml/$work/sync/sync.toml}
    read -ra words <<<"$words"
    "${words[@]}" >"$work/daemon.log" 2>&1 &
    daemon=$!
    for ((tries = 0; tries < 60; tries++)); do
        status=0
        timeout 10 "$work/tree/usr/lib/timeball/sync/runtime/bin/java" "@$work/tree/usr/lib/timeball/sync/options" \
            -cp "$work/tree/usr/lib/timeball/sync/timeball-sync.jar" org.timeball.firmware.sync.TimeballSync \
            status --socket "$work/sync/sync.sock" >"$work/status.txt" 2>&1 || status=$?
        if [[ $status -eq 2 ]]; then
            say "the daemon has $(sed -n 's/^VmRSS:[[:space:]]*//p' "/proc/$daemon/status") resident, asking nobody"
            return
        fi
        kill -0 "$daemon" 2>/dev/null || break
        sleep 0.5
    done
    cat "$work/daemon.log" "$work/status.txt" >&2
    return 1
}

# Every process of it has a /proc of its own, and ends with it.
inside() {
    unshare --mount --pid --fork --mount-proc="$work/debian/proc" chroot "$work/debian" "$@"
}

says() {
    local wanted=$1
    shift
    "$@" 2>&1 | grep -qF -- "$wanted"
}

# All that is there but what dpkg and its triggers write for themselves.
list() {
    (cd "$work/debian" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./root \) -prune -o -print \
        | grep -vE '^\./var/(lib/dpkg|log|cache)|^\./etc/.*-$|^\./usr/lib/.*/__pycache__' | LC_ALL=C sort)
}

has_left_nothing() {
    list | diff "$work/before" - >&2
}

# A server of the machine's own time, without the right to set it.
start_server() {
    local port=$1
    PATH=$PATH:/usr/sbin command -v chronyd >/dev/null || return 1
    printf 'port %s\nlocal stratum 1\nallow 127.0.0.0/8\nbindaddress 127.0.0.1\ncmdport 0\nbindcmdaddress /\npidfile %s\n' \
        "$port" "$work/chronyd.pid" >"$work/chrony.conf"
    PATH=$PATH:/usr/sbin chronyd -d -x -U -u "$(id -un)" -f "$work/chrony.conf" >"$work/chronyd.log" 2>&1 &
    server=$!
}

install_and_purge() {
    local deb=$1 mirror port=$((20000 + $$ % 20000))
    mirror=${TIMEBALL_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' \
        'Created-By: Packages' 2>/dev/null | sed -n 's/^Debian|Debian|//p' | head -1)}
    if [[ -z $mirror ]] || ! timeout 900 mmdebstrap --quiet --variant=apt trixie "$work/debian" "$mirror" \
        2>"$work/mmdebstrap.log"; then
        say "tests skipped: installing it, for no Debian 13 could be made: $(tail -n 1 "$work/mmdebstrap.log" 2>/dev/null)"
        return
    fi
    list >"$work/before"
    cp "$deb" "$work/debian/tmp/timeball-sync.deb"
    claim "installs in a clean Debian 13" inside dpkg --install /tmp/timeball-sync.deb
    claim "tells its version" says "timeball " inside timeball --version
    claim "explains itself" says "Usage: timeball query" inside timeball query --help
    claim "takes its caches" says "Using AOT-linked classes: true" inside /usr/lib/timeball/sync/runtime/bin/java \
        @/usr/lib/timeball/sync/options -Xlog:aot:stdout -XX:AOTCache=/usr/lib/timeball/sync/query.aot \
        -cp /usr/lib/timeball/sync/timeball-sync.jar org.timeball.firmware.sync.TimeballSync --version
    if start_server "$port"; then
        claim "asks for the time" says "stratum 1" inside timeball query "127.0.0.1:$port"
    else
        say "tests skipped: a query from the package, for want of chronyd"
    fi
    claim "is purged" inside dpkg --purge timeball-sync
    claim "leaves nothing" has_left_nothing
}

build "$work/first"
deb=$(echo "$work"/first/*.deb)
if ! $is_brief; then
    build "$work/second"
    claim "the same input gives the same bytes" cmp "$deb" "$work"/second/*.deb
fi
dpkg-deb --extract "$deb" "$work/tree"
claim "the runtime has 45 MB at most" is_small "$deb"
claim "there is a manual page for each command" test -e "$work/tree/usr/share/man/man1/timeball-nts-check.1.gz"
claim "the daemon starts by its unit and answers" answers_by_its_unit
if command -v lintian >/dev/null; then
    claim "lintian finds no error" lintian --allow-root --fail-on error "$deb"
else
    say "tests skipped: lintian, which is not installed"
fi
if $is_brief; then
    say "not asked in brief: whether it is the same twice, and how it lives in a clean Debian"
elif [[ $(id -u) -ne 0 ]] || ! command -v mmdebstrap >/dev/null; then
    say "tests skipped: installing it, which takes root and mmdebstrap"
else
    install_and_purge "$deb"
fi
# Closing line for machines: 'N passed, N failed'.
printf '%s passed, %s failed\n' "$passed" "$failed"
[[ $failed -eq 0 ]]
