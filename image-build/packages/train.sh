#!/usr/bin/env bash
# train.sh --home FOLDER: makes the AOT caches of the daemon and of the pages, daemon.aot and web.aot in FOLDER.
#
# FOLDER is /usr/lib/timeball of the packages, laid out somewhere, for the kind of machine that this is. Both programs are run
# once, the demo in place of the daemon, for it is the daemon with a receiver, and asked what they are asked all their life; all
# of it on loopback. A cache is made of the classes that were in use at the end.
set -euo pipefail

say() { printf 'packages: %s\n' "$*" >&2; }

[[ ${1:-} == --home && -n ${2:-} ]] || { say "train.sh: wants --home FOLDER"; exit 2; }
home=$(realpath "$2")
java=$home/runtime/bin/java
work=$(mktemp -d)
# Ports of which nobody else is likely to think.
port=$((20000 + $$ % 20000))
daemon='' web=''
finish() {
    [[ -z $daemon ]] || kill "$daemon" 2>/dev/null || true
    [[ -z $web ]] || kill "$web" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

fail() {
    say "$1, and said:"
    tail -n 20 "$2" >&2
    exit 1
}

# A class path of the packages, where they are laid out.
path() { sed -e 1d -e "s|/usr/lib/timeball/|$home/|g" "$home/$1.path"; }

# Waits until a command succeeds, for two minutes and more, as long as the process lives.
await() {
    local process=$1 tries
    shift
    for ((tries = 0; tries < 500; tries++)); do
        if "$@" >/dev/null 2>&1; then return; fi
        kill -0 "$process" 2>/dev/null || return 1
        sleep 0.25
    done
    return 1
}

ask() { "$java" "@$home/options" -cp "$(path program)" org.timeball.firmware.appliance.Timeball "$@"; }

# All that the daemon says on its control socket, and keys and time by NTS.
ask_all() {
    local word
    for word in status tracking sources serverstats clients receiver events history 'certificate status'; do
        # shellcheck disable=SC2086 # words of a command
        ask $word --socket "$work/demo/control.sock" >/dev/null 2>&1 || true
    done
    ask query --nts --ca "$work/demo/demo-ca.pem" "localhost:$((port + 1))" >/dev/null
}

look_at_pages() {
    local page
    for page in '' clock sky sources clients nts certificates pools log account users claim health api/status; do
        curl --silent --insecure --output /dev/null --max-time 20 "https://127.0.0.1:$((port + 3))/$page" || return 1
    done
}

"$java" -XX:AOTCacheOutput="$home/daemon.aot" -Xmx64m -XX:+UseSerialGC -XX:-UsePerfData \
    --enable-native-access=ALL-UNNAMED "-Dtimeball.web.class-path=$(path web)" -cp "$(path program)" \
    org.timeball.firmware.appliance.Timeball demo --state "$work/demo" --ntp-port "$port" --ke-port $((port + 1)) \
    --web-port $((port + 2)) >"$work/daemon.log" 2>&1 &
daemon=$!
# Locked, it serves keys and time.
await "$daemon" ask status --socket "$work/demo/control.sock" || fail "the demo does not come to serve time" "$work/daemon.log"
ask_all || fail "the demo gives no keys" "$work/daemon.log"

"$java" -XX:AOTCacheOutput="$home/web.aot" -Xmx96m -XX:+UseSerialGC -XX:-UsePerfData -cp "$(path web)" \
    org.timeball.web.appliance.TimeballWeb --listen "127.0.0.1:$((port + 3))" --control-socket "$work/demo/control.sock" \
    --certificate "$work/demo/web/server.pem" --private-key "$work/demo/web/server-key.pem" --state "$work/pages" \
    --public-page >"$work/web.log" 2>&1 &
web=$!
await "$web" curl --fail --silent --insecure --output /dev/null --max-time 20 "https://127.0.0.1:$((port + 3))/" \
    || fail "the pages do not come up" "$work/web.log"
look_at_pages || fail "a page does not answer" "$work/web.log"

# At its end each starts another Java, which makes the cache.
kill "$web"
wait "$web" || true
kill "$daemon"
wait "$daemon" || true
[[ -s $home/web.aot ]] || fail "the pages leave no cache" "$work/web.log"
[[ -s $home/daemon.aot ]] || fail "the daemon leaves no cache" "$work/daemon.log"
