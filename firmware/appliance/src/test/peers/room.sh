# room.sh HOSTS WORK [ROOT]: two rooms with one wire between them, in namespaces of their own. In the first, at
# 192.0.2.1 and 2001:db8::1, is our server; in the second, at 192.0.2.2 and 2001:db8::2, are its clients.
#
# Run it by `unshare --user --map-root-user --net --mount`: whoever is root in there has no right to the clock, which
# belongs to the namespace above. Prints "ready FIRST SECOND", two processes to enter by, and ends with its input.
# HOSTS becomes /etc/hosts. ROOT, if given, is another Debian to change root to: WORK is its /mnt.
set -eu

mount --bind "$1" /etc/hosts
mount -t tmpfs tmpfs /run
if [ $# -gt 2 ]; then
    mount --rbind /dev "$3/dev"
    mount --rbind /proc "$3/proc"
    mount --bind "$1" "$3/etc/hosts"
    mount --bind "$2" "$3/mnt"
    mount -t tmpfs tmpfs "$3/run"
fi

ip link set lo up
unshare --net sleep 100000 </dev/null >/dev/null &
clients=$!
trap 'kill $clients' EXIT
while [ "$(readlink /proc/$clients/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do
    kill -0 $clients
    sleep 0.05
done
ip link add ours type veth peer name theirs netns $clients
ip addr add 192.0.2.1/24 dev ours
ip link set ours up
in_second() { nsenter --target $clients --net "$@"; }
in_second ip link set lo up
in_second ip addr add 192.0.2.2/24 dev theirs
in_second ip link set theirs up
# A kernel may be without it.
if [ -e /proc/net/if_inet6 ]; then
    ip addr add 2001:db8::1/64 dev ours nodad
    in_second ip addr add 2001:db8::2/64 dev theirs nodad
fi
echo "ready $$ $clients"
read -r _ || true
