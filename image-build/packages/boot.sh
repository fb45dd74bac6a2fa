#!/usr/bin/env bash
# boot.sh ROOT: starts the systemd of the Debian in folder ROOT as the first process of namespaces of its own, and stays until it ends.
#
# It has its own processes, mounts, name, network of loopback alone, and branch of control groups. Nobody in it has the
# right to set the clock, nor has whoever calls this: it refuses to run with CAP_SYS_TIME in the bounding set. What is below
# /proc/sys and /sys is the machine's, and can only be read there. Wants root, and cgroup2 in the kernel.
set -euo pipefail

root=$1
readonly sys_time=25
bounding=$(sed -n 's/^CapBnd:[[:space:]]*//p' /proc/self/status)
if (((16#$bounding >> sys_time) & 1)); then
    echo "packages: boot.sh is for a process without the right to the clock: setpriv --bounding-set=-sys_time" >&2
    exit 1
fi

groups=$(mktemp -d)
mount -t cgroup2 none "$groups"
branch=$groups/timeball-packages-$$
mkdir "$branch"
leave() {
    local group
    find "$branch" -depth -type d | while read -r group; do rmdir "$group" || true; done
    umount "$groups"
    rmdir "$groups"
}
trap leave EXIT

# shellcheck disable=SC2016 # for the shell inside
readonly inside='
    root=$1
    mount --make-rprivate /
    hostname clean
    ip link set lo up
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --bind "$root/proc/sys" "$root/proc/sys"
    mount -o remount,bind,ro "$root/proc/sys"
    mount -t sysfs -o ro sys "$root/sys"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
    mount -t tmpfs -o mode=755 run "$root/run"
    mount -t tmpfs -o mode=755 dev "$root/dev"
    for device in null zero full random urandom tty; do
        touch "$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    mkdir "$root"/dev/{pts,shm}
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    mount -t tmpfs shm "$root/dev/shm"
    cd "$root"
    mkdir -p .old
    pivot_root . .old
    umount -l .old
    rmdir .old
    exec env -i container=other PATH=/usr/sbin:/usr/bin /sbin/init --log-target=journal'
(
    echo "$BASHPID" >"$branch/cgroup.procs"
    exec unshare --mount --pid --net --uts --ipc --cgroup --fork --kill-child bash -euc "$inside" boot "$root"
) &
init=$!
# unshare takes no milder word, and with it ends all that is inside.
trap 'kill -KILL $init 2>/dev/null || true; wait $init 2>/dev/null || true; leave' EXIT
trap 'exit 143' TERM INT
wait "$init"
