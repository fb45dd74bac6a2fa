# The packages in a clean Debian 13 that runs its own systemd, for test.sh, whose words it uses: installed, run, asked, upgraded and
# taken away again.

# shellcheck shell=bash disable=SC2154 # test.sh's

# A command there. It has no more right to the clock than this test.
inside() { nsenter --target "$init" --all -- "$@"; }

# A command there as a user of its own and with these groups of others.
inside_as() {
    local user=$1 groups=$2
    shift 2
    inside setpriv --reuid "$user" --regid "$user" "$groups" --no-new-privs --bounding-set=-all -- "$@"
}

# All that is there but what a running Debian, dpkg and its triggers write for themselves.
list() {
    (cd "$work/debian" && find . -xdev \( -path ./dev -o -path ./proc -o -path ./run -o -path ./sys -o -path ./tmp -o -path ./root \
        -o -path ./var/tmp \) -prune -o -print \
        | grep -vE '^\./var/(lib/(dpkg|apt)|log|cache)(/|$)|^\./var/lib/systemd/(random-seed|timers|catalog)|^\./etc/.*-$|/__pycache__' \
        | LC_ALL=C sort)
}

has_left_nothing() { list | diff "$work/before" - >&2; }

make_debian() {
    local mirror
    mirror=${TIMEBALL_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' \
        'Created-By: Packages' 2>/dev/null | sed -n 's/^Debian|Debian|//p' | head -1)}
    [[ -n $mirror ]] || { echo "apt knows no Debian mirror" >"$work/mmdebstrap.log"; return 1; }
    timeout 900 mmdebstrap --quiet --variant=apt --include=systemd,systemd-sysv,dbus,ca-certificates,openssl,hostname,passwd \
        trixie "$work/debian" "$mirror" 2>"$work/mmdebstrap.log"
}

boot_debian() {
    local tries
    "$here/boot.sh" "$work/debian" >"$work/boot.log" 2>&1 &
    boot=$!
    started+=("$boot")
    for ((tries = 0; tries < 120; tries++)); do
        init=$(pgrep -P "$(pgrep -P "$boot" -x unshare || echo 0)" || true)
        if [[ -n $init ]] && inside systemctl is-system-running 2>/dev/null | grep -qxE 'running|degraded'; then return; fi
        kill -0 "$boot" 2>/dev/null || break
        sleep 0.5
    done
    tail -n 5 "$work/boot.log" >&2
    return 1
}

# Of files that were copied to its /var/tmp.
install() {
    inside env DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet --yes --no-install-recommends --allow-downgrades \
        -o Dpkg::Options::=--force-confold install "$@" >"$work/apt.log" 2>&1 || { cat "$work/apt.log" >&2; return 1; }
}

purge() {
    inside env DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet --yes purge "$@" >"$work/apt.log" 2>&1 \
        || { cat "$work/apt.log" >&2; return 1; }
}

says() {
    local wanted=$1
    shift
    "$@" >"$work/said" 2>&1 || true
    grep -qF -- "$wanted" "$work/said" || { head -n 20 "$work/said" >&2; return 1; }
}

ends_with() {
    local wanted=$1 status=0
    shift
    "$@" >"$work/said" 2>&1 || status=$?
    [[ $status -eq $wanted ]] || { say "ended with $status: $(head -n 5 "$work/said")"; return 1; }
}

fails() { ! "$@" >/dev/null 2>&1; }

is_active() { await "$boot" 0 inside systemctl is-active --quiet "$1" || { journal "$1"; return 1; }; }

journal() { inside journalctl --no-pager --quiet --lines 30 --unit "$1" >&2; }

main_pid() { inside systemctl show --value --property MainPID "$1"; }

# A server of the machine's own time in that network, without the right to set it.
start_server() {
    PATH=$PATH:/usr/sbin command -v chronyd >/dev/null || return 1
    printf 'port 10123\nlocal stratum 1\nallow 127.0.0.0/8\nbindaddress 127.0.0.1\ncmdport 0\nbindcmdaddress /\npidfile %s\n' \
        "$work/chronyd.pid" >"$work/chrony.conf"
    PATH=$PATH:/usr/sbin nsenter --target "$init" --net chronyd -d -x -U -u "$(id -un)" -f "$work/chrony.conf" \
        >"$work/chronyd.log" 2>&1 &
    started+=($!)
}

# What a process of a unit may: its user, its capabilities as a number, that it gets no more, and the filter of system calls.
may_no_more() {
    local unit=$1 user=$2 capabilities=$3 status
    status=$(inside cat "/proc/$(main_pid "$unit")/status") || return 1
    grep -qE "^Uid:[[:space:]]+$(inside id -u "$user")[[:space:]]" <<<"$status" \
        && grep -qE "^CapEff:[[:space:]]+0*$capabilities\$" <<<"$status" \
        && grep -qE '^NoNewPrivs:[[:space:]]+1$' <<<"$status" \
        && grep -qE '^Seccomp:[[:space:]]+2$' <<<"$status" || { grep -E '^(Uid|CapEff|NoNewPrivs|Seccomp):' <<<"$status" >&2; return 1; }
}

lives_as_client() {
    claim "the small daemon is installed" install /var/tmp/timeball-common.deb /var/tmp/timeball-sync.deb
    claim "it may steer" inside test -e /etc/timeball/may-steer
    claim "the command tells its version" says "timeball " inside timeball --version
    claim "it explains itself" says "Usage: timeball query" inside timeball query --help
    claim "it has operators' words, and no daemon to ask" ends_with 3 inside timeball tracking
    if start_server; then
        claim "it asks for the time" says "stratum 1" inside timeball query 127.0.0.1:10123
    else
        say "tests skipped: a query from the package, for want of chronyd"
    fi
}

# The daemon by its unit with the drop-in of docs/systemd.md for a server that does not steer: nobody here could.
lives_as_server() {
    local unit=$work/debian/etc/systemd/system/timeball.service.d
    mkdir -p "$unit"
    sed -n '/^A server that does not steer/,/^A call that/s/^    //p' "$source/docs/systemd.md" >"$unit/alone.conf"
    claim "the time server takes the small daemon's place" install /var/tmp/timeball-common.deb /var/tmp/timeballd.deb /var/tmp/timeball-web.deb
    claim "the small daemon is gone" fails inside test -e /usr/lib/systemd/system/timeball-sync.service
    claim "it may steer" inside test -e /etc/timeball/may-steer
    claim "its configuration has no mistake" inside timeball validate /etc/timeball/timeball.toml
    claim "it can be told not to steer" inside sed -i 's/^steer = true/steer = false/' /etc/timeball/timeball.toml
    claim "it is started anew" inside systemctl restart timeball timeball-web
    claim "the daemon is ready" is_active timeball
    claim "the pages run" is_active timeball-web
    claim "it says that it knows no time" ends_with 2 inside timeball status
    claim "it answers at port 123" says "not synchronised" inside timeball query 127.0.0.1
    claim "the pages answer" await "$boot" 0 nsenter --target "$init" --net curl --fail --location --silent --show-error \
        --insecure --max-time 20 --output "$work/page" https://127.0.0.1/login
    # 400 is CAP_NET_BIND_SERVICE.
    claim "the daemon may no more than it must" may_no_more timeball timeball 400
    claim "the pages may no more than they must" may_no_more timeball-web timeball-web 400
}

# What the pages' user reaches: both sockets, and none of the daemon's keys.
keeps_keys_from_the_pages() {
    local keys=/var/lib/timeball/cookie-keys group
    group=$(inside getent group timeball | cut -d: -f3)
    claim "there are keys" inside test -s "$keys"
    claim "the pages' user asks the daemon" ends_with 2 inside_as timeball-web --groups="$group" timeball status
    claim "the pages' user changes the daemon" ends_with 0 inside_as timeball-web --groups="$group" timeball rekey
    claim "the pages' user does not read keys" fails inside_as timeball-web --groups="$group" cat "$keys"
    claim "nor sees what there is" fails inside_as timeball-web --groups="$group" ls /var/lib/timeball
    claim "the daemon's user does not read the pages' key" fails inside_as timeball --clear-groups cat /var/lib/timeball-web/key.pem
    claim "who is in no group does not ask" fails inside_as nobody --clear-groups timeball status
    claim "nor change" fails inside_as nobody --clear-groups timeball rekey
}

restarts() { inside systemctl show --value --property NRestarts timeball; }

has_restarted() { [[ $(restarts) -gt $1 ]]; }

# A daemon that hangs is killed and started anew, with the same keys.
is_watched() {
    local before digest
    before=$(restarts)
    digest=$(inside sha256sum /var/lib/timeball/cookie-keys)
    inside systemctl kill --kill-whom=main --signal=STOP timeball
    claim "a daemon that hangs is started anew" await "$boot" 0 has_restarted "$before"
    claim "and is ready" is_active timeball
    claim "with the same keys" test "$digest" = "$(inside sha256sum /var/lib/timeball/cookie-keys)"
}

# The whole program on a simulated receiver, as a user who has no right to anything.
demonstrates_itself() {
    inside systemd-run --quiet --unit=demo --property=DynamicUser=yes --property=RuntimeDirectory=demo \
        timeball demo --state /run/demo
    claim "the demo comes to serve time" await "$boot" 0 inside timeball status --socket /run/demo/control.sock
    claim "with proof" says "stratum 1" inside timeball query --nts --ca /run/demo/demo-ca.pem localhost:14460
    inside systemctl stop demo || true
}

# The same packages under a higher number: keys, accounts and what was written into the configuration stay.
is_upgraded() {
    local one digests files=(/var/lib/timeball/cookie-keys /var/lib/timeball-web/key.pem /var/lib/timeball-web/chain.pem
        /etc/timeball/timeball.toml)
    mkdir "$work/next"
    for one in timeball-common timeballd timeball-web; do
        dpkg-deb --raw-extract "$work"/first/"${one}"_*.deb "$work/next/$one"
        sed -i -E 's/^Version: .*/&+next/; s/(\(= [^)]*)\)/\1+next)/' "$work/next/$one/DEBIAN/control"
        [[ ! -e $work/next/$one/etc/timeball/timeball.toml ]] || echo '# Of the next version.' >>"$work/next/$one/etc/timeball/timeball.toml"
        dpkg-deb --root-owner-group -Znone --build "$work/next/$one" "$work/debian/var/tmp/$one-next.deb" >/dev/null
    done
    digests=$(inside sha256sum "${files[@]}")
    inside rm /etc/timeball/may-steer
    claim "the next version is installed" install /var/tmp/timeball-common-next.deb /var/tmp/timeballd-next.deb /var/tmp/timeball-web-next.deb
    claim "keys and configuration are as they were" test "$digests" = "$(inside sha256sum "${files[@]}")"
    claim "leave that was taken away is not given back" fails inside test -e /etc/timeball/may-steer
    claim "the daemon is ready again" is_active timeball
    claim "the pages run again" is_active timeball-web
    inside touch /etc/timeball/may-steer
}

live_in_debian() {
    local one
    if ! make_debian; then
        say "tests skipped: installing it, for no Debian 13 could be made: $(tail -n 1 "$work/mmdebstrap.log")"
        return
    fi
    if ! boot_debian; then
        say "tests skipped: installing it, for a Debian does not run its systemd here"
        return
    fi
    list >"$work/before"
    for one in "${packages[@]}"; do cp "$work"/first/"${one}"_*.deb "$work/debian/var/tmp/$one.deb"; done
    lives_as_client
    lives_as_server
    keeps_keys_from_the_pages
    is_watched
    demonstrates_itself
    is_upgraded
    rm -r "$work/debian/etc/systemd/system/timeball.service.d"
    inside systemctl daemon-reload
    claim "all is purged" purge "${packages[@]}"
    for one in timeball timeball-web; do
        claim "the user $one is gone" fails inside getent passwd "$one"
        claim "the group $one is gone" fails inside getent group "$one"
    done
    claim "nothing is left" has_left_nothing
}
