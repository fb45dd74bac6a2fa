#!/usr/bin/env bash
# test.sh --source FOLDER --cache FOLDER [--brief]: builds the packages of this machine's kind, looks at them, and runs their programs
# as their units say; where this is root and has mmdebstrap, installs them in a clean Debian 13 that runs its own systemd, and takes
# them away again. In brief they are built once, looked at, and run.
#
# Nothing is installed on this machine. Nobody but loopback is asked. The clock can not be set by anything that is started here: the
# right to is given away first of all.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [[ $(id -u) -eq 0 && -z ${TIMEBALL_WITHOUT_CLOCK:-} ]]; then
    TIMEBALL_WITHOUT_CLOCK=yes exec setpriv --bounding-set=-sys_time "${BASH_SOURCE[0]}" "$@"
fi

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
        --source) source=$(realpath "$2") ;;
        --cache) cache=$2 ;;
        *) say "knows --source, --cache and --brief, not $1"; exit 2 ;;
    esac
    shift 2
done
: "${source:?--source FOLDER}" "${cache:?--cache FOLDER}"

architecture=$(dpkg --print-architecture)
packages=(timeball-common timeballd timeball-web timeball-sync)
work=$(mktemp -d)
port=$((20000 + $$ % 20000))
started=()
finish() {
    local one
    for one in "${started[@]}"; do kill "$one" 2>/dev/null || true; done
    for one in "${started[@]}"; do wait "$one" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT

build() {
    "$here/build.sh" --architecture "$architecture" --source "$source" --cache "$cache" --out "$1"
}

has_same_bytes() {
    local one
    for one in "$work"/first/*.deb; do
        cmp "$one" "$work/second/$(basename "$one")" || return 1
    done
}

megabytes() { echo $(($(du -sk --apparent-size "$@" | awk '{ sum += $1 } END { print sum }') / 1024)); }

tell_sizes() {
    local one
    for one in "${packages[@]}"; do
        say "$(printf '%-16s %3d MB to fetch, %3d MB installed' "$one" "$(($(stat --format %s "$work"/first/"${one}"_*.deb) / 1048576))" \
            "$(megabytes "$work/$one")")"
    done
}

is_small() {
    [[ $(megabytes "$work/tree/usr/lib/timeball/runtime") -le 56 ]]
}

# No file is in two of them.
share_nothing() {
    local twice
    twice=$(for one in "${packages[@]}"; do (cd "$work/$one" && find . -type f); done | sort | uniq -d)
    [[ -z $twice ]] || { say "in two packages: $twice"; return 1; }
}

# The sandbox of a unit as systemd marks it, at most so much of ten.
is_exposed_at_most() {
    local limit=$1 unit=$2 mark
    mark=$(systemd-analyze --no-pager security --offline=true "$work/tree/usr/lib/systemd/system/$unit" 2>/dev/null \
        | sed -n 's/.*Overall exposure level for .*: \([0-9.]*\) .*/\1/p')
    say "$unit is exposed to ${mark:-(no mark)} of 10, and may be to $limit"
    [[ -n $mark ]] && awk -v mark="$mark" -v limit="$limit" 'BEGIN { exit !(mark <= limit) }'
}

# A command as a unit starts it, with what is unpacked here in place of what would be installed, and another configuration.
unit_words() {
    local unit=$1 from=$2 to=$3
    sed -n '/^ExecStart=/,/[^\\]$/p' "$work/tree/usr/lib/systemd/system/$unit" \
        | sed -e 's/^ExecStart=//' -e 's/\\$//' -e "s|@/usr/lib/timeball/|@$work/here/|g" -e "s|/usr/lib/timeball/|$work/tree&|g" \
            -e "s|$from|$to|" | tr '\n' ' '
}

# Class paths that lead to the unpacked archives.
lay_paths() {
    mkdir -p "$work/here"
    for one in program web; do
        sed "s|/usr/lib/timeball/|$work/tree&|g" "$work/tree/usr/lib/timeball/$one.path" >"$work/here/$one.path"
    done
}

java() { "$work/tree/usr/lib/timeball/runtime/bin/java" "$@"; }

ask() {
    java "@$work/tree/usr/lib/timeball/options" "@$work/here/program.path" org.timeball.firmware.appliance.Timeball "$@"
}

resident() { sed -n 's/^VmRSS:[[:space:]]*//p' "/proc/$1/status"; }

# Waits until the command ends with a code, as long as the process is there.
await() {
    local process=$1 wanted=$2 tries status
    shift 2
    for ((tries = 0; tries < 120; tries++)); do
        status=0
        "$@" >"$work/said" 2>&1 || status=$?
        if [[ $status -eq $wanted ]]; then return; fi
        kill -0 "$process" 2>/dev/null || break
        sleep 0.5
    done
    cat "$work/said" >&2
    return 1
}

# The small daemon, out of the unpacked package; it answers that it is not synchronised, for it is told to ask a port where
# nobody is.
sync_answers_by_its_unit() {
    local words
    mkdir -p "$work/sync"
    printf 'schema = 1\nstate-directory = "state"\ncontrol-socket = "sync.sock"\n[[source]]\nhost = "127.0.0.1"\nnts = false\nport = 9\n' \
        >"$work/sync/sync.toml"
    read -ra words <<<"$(unit_words timeball-sync.service /etc/timeball/sync.toml "$work/sync/sync.toml")"
    "${words[@]}" >"$work/sync.log" 2>&1 &
    started+=($!)
    await $! 2 ask status --socket "$work/sync/sync.sock" || { cat "$work/sync.log" >&2; return 1; }
    say "the small daemon has $(resident $!) resident, asking nobody"
}

# The package's own configuration, moved to loopback and to where whoever tests may write; it steers nothing.
write_configuration() {
    local folder=$1
    mkdir -p "$folder/state"
    sed -e 's/^steer = true/steer = false/' -e "s|\"/var/lib/timeball\"|\"$folder/state\"|" \
        -e "s|/run/timeball/control.sock|$folder/control.sock|" -e "s|0\\.0\\.0\\.0:123|127.0.0.1:$port|" \
        -e "s|\\[::\\]:123|[::1]:$port|" -e "s|0\\.0\\.0\\.0:443|127.0.0.1:$((port + 1))|" -e 's|^port = "auto"|use = false|' \
        "$work/tree/etc/timeball/timeball.toml" >"$folder/timeball.toml"
    printf 'state-directory = "%s/pages"\n[[source]]\nhost = "127.0.0.1"\nnts = false\nport = 9\n' "$folder" >>"$folder/timeball.toml"
    grep -q '^steer = false' "$folder/timeball.toml"
}

daemon_answers_by_its_unit() {
    local words
    write_configuration "$work/server" || return 1
    read -ra words <<<"$(unit_words timeball.service /etc/timeball/timeball.toml "$work/server/timeball.toml")"
    "${words[@]}" >"$work/daemon.log" 2>&1 &
    started+=($!)
    daemon=$!
    await $! 2 ask status --socket "$work/server/control.sock" || { cat "$work/daemon.log" >&2; return 1; }
    say "the daemon has $(resident "$daemon") resident, and knows no time"
}

# 200 where everybody may look.
pages_answer_by_their_unit() {
    local words
    mkdir -p "$work/server/pages"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -subj /CN=localhost -addext subjectAltName=DNS:localhost \
        -keyout "$work/server/pages/key.pem" -out "$work/server/pages/chain.pem" 2>/dev/null
    chmod 600 "$work/server/pages/key.pem"
    read -ra words <<<"$(unit_words timeball-web.service /etc/timeball/timeball.toml "$work/server/timeball.toml")"
    "${words[@]}" >"$work/web.log" 2>&1 &
    started+=($!)
    await $! 0 curl --fail --location --silent --show-error --insecure --max-time 20 --output "$work/page" \
        "https://127.0.0.1:$((port + 1))/login" || { cat "$work/web.log" >&2; return 1; }
    say "the pages have $(resident $!) resident"
    grep -q '<html' "$work/page"
}

takes_its_cache() {
    local cache=$1
    shift
    java "$@" 2>&1 | grep -F "Using AOT-linked classes: true" >/dev/null || { say "$cache is not taken"; return 1; }
}

cache_options() { printf '%s\n' -Xlog:aot:stdout "-XX:AOTCache=$work/tree/usr/lib/timeball/$1"; }

daemon_takes_its_cache() {
    takes_its_cache daemon.aot $(cache_options daemon.aot) -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED "@$work/here/program.path" \
        org.timeball.firmware.appliance.Timeball --version
}

pages_take_their_cache() {
    takes_its_cache web.aot $(cache_options web.aot) -XX:+UseSerialGC "@$work/here/web.path" \
        org.timeball.web.appliance.TimeballWeb --help
}

query_takes_its_cache() {
    takes_its_cache query.aot "@$work/tree/usr/lib/timeball/sync/options" $(cache_options sync/query.aot) \
        -cp "$work/tree/usr/lib/timeball/sync/timeball-sync.jar" org.timeball.firmware.sync.TimeballSync --version
}

has_manual() {
    local page
    for page in timeball timeball-tracking timeball-query timeball-nts-check timeball-pool-add; do
        [[ -e $work/tree/usr/share/man/man1/$page.1.gz ]] || { say "no manual page $page"; return 1; }
    done
}

completes() {
    # shellcheck disable=SC1090 # what is tested
    (source "$work/tree/usr/share/bash-completion/completions/timeball" && complete -p timeball >/dev/null)
}

is_clean_to_lintian() {
    lintian --allow-root --fail-on error,warning "$work"/first/*.deb
}

build "$work/first"
if ! $is_brief; then
    build "$work/second"
    claim "the same input gives the same bytes" has_same_bytes
fi
for one in "${packages[@]}"; do
    dpkg-deb --extract "$work"/first/"${one}"_*.deb "$work/$one"
    dpkg-deb --extract "$work"/first/"${one}"_*.deb "$work/tree"
done
lay_paths
tell_sizes
claim "the runtime has 56 MB at most" is_small
claim "no file is in two packages" share_nothing
claim "there is a manual page for each command" has_manual
claim "bash completes it" completes
claim "the small daemon starts by its unit and answers" sync_answers_by_its_unit
claim "the daemon starts by its unit and answers" daemon_answers_by_its_unit
claim "the pages start by their unit and answer" pages_answer_by_their_unit
claim "a query takes its cache" query_takes_its_cache
claim "the daemon takes its cache" daemon_takes_its_cache
claim "the pages take theirs" pages_take_their_cache
if command -v systemd-analyze >/dev/null; then
    claim "the daemon's sandbox is tight" is_exposed_at_most 2.5 timeball.service
    claim "the pages' sandbox is tight" is_exposed_at_most 1.5 timeball-web.service
    claim "the small daemon's sandbox is tight" is_exposed_at_most 2.0 timeball-sync.service
    claim "the waiting one's sandbox is tight" is_exposed_at_most 1.0 timeball-wait.service
    claim "the other waiting one's sandbox is tight" is_exposed_at_most 1.0 timeball-sync-wait.service
else
    say "tests skipped: the units' sandboxes, for systemd-analyze is not installed"
fi
if command -v lintian >/dev/null; then
    claim "lintian finds no error and no warning" is_clean_to_lintian
else
    say "tests skipped: lintian, which is not installed"
fi
if $is_brief; then
    say "not asked in brief: whether it is the same twice, and how it lives in a clean Debian"
elif [[ $(id -u) -ne 0 ]] || ! command -v mmdebstrap >/dev/null; then
    say "tests skipped: installing it, which takes root and mmdebstrap"
else
    # shellcheck source=image-build/packages/debian.sh
    source "$here/debian.sh"
    live_in_debian
fi
# Closing line for machines: 'N passed, N failed'.
printf '%s passed, %s failed\n' "$passed" "$failed"
[[ $failed -eq 0 ]]
