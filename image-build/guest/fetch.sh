#!/usr/bin/env bash
# fetch.sh FOLDER [LIST]: Debian's packages of a list, the guest's unless another is named, into FOLDER, with a lock file
# that names them.
#
# apt works on a configuration of its own below FOLDER (other suite, other architecture), so the machine's lists and
# packages stay as they are. The mirror is the one this machine's apt uses for Debian; TIMEBALL_DEBIAN_MIRROR names
# another. What comes is verified by Debian's archive keyring.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(realpath -m "$1")
list=${2:-$here/packages.list}
suite=trixie
architecture=arm64
keyring=${TIMEBALL_DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}

fail() {
    printf 'fetch: %s\n' "$*" >&2
    exit 1
}

[[ -r $keyring ]] || fail "needs $keyring (Debian: debian-archive-keyring), or TIMEBALL_DEBIAN_KEYRING"

# Where this machine's apt finds the repository of that label, or nothing.
mirror_of() {
    apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
        | sed -n "s/^Debian|$1|//p" | head -1
}

mirror=${TIMEBALL_DEBIAN_MIRROR:-$(mirror_of Debian)}
[[ -n $mirror ]] || fail "this machine's apt knows no Debian mirror (is its list fresh? apt-get update);" \
    "name one in TIMEBALL_DEBIAN_MIRROR"

private=$folder/apt
mkdir -p "$private"/{state/lists/partial,cache/archives/partial,etc}
: >"$private/state/status"
printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$suite" >"$private/etc/guest.list"
security=$(mirror_of Debian-Security)
if [[ -n $security && -z ${TIMEBALL_DEBIAN_MIRROR:-} ]]; then
    printf 'deb [signed-by=%s] %s %s-security main\n' "$keyring" "$security" "$suite" >>"$private/etc/guest.list"
fi
# Given with -c it is read after the machine's own, whose proxies therefore still count.
cat >"$private/apt.conf" <<CONF
#clear APT::Architectures;
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "$(id -un)";
APT::Get::AllowUnauthenticated "false";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::http::Timeout "30";
Dir::State "$private/state";
Dir::State::status "$private/state/status";
Dir::Cache "$private/cache";
Dir::Etc::sourcelist "$private/etc/guest.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF

# Warnings about single lists are errors here: a guest of half a suite would only fail later.
timeout 300 apt-get -c "$private/apt.conf" -qq -o APT::Update::Error-Mode=any update

# A metapackage stands for the newest kernel of its name.
resolve() {
    case $1 in
        linux-image-arm64)
            apt-cache -c "$private/apt.conf" depends --important "$1" | sed -n 's/^ *Depends: *\(linux-image-.*\)/\1/p'
            ;;
        *) printf '%s\n' "$1" ;;
    esac
}

packages=()
while read -r name; do
    mapfile -t resolved < <(resolve "$name")
    [[ ${#resolved[@]} -eq 1 ]] || fail "$name is not one package of $suite"
    packages+=("${resolved[0]}")
done < <(sed 's/ *#.*//; /^$/d' "$list")

mkdir -p "$folder/debs"
rm -f "$folder"/debs/*.deb
(cd "$folder/debs" && timeout 900 apt-get -c "$private/apt.conf" -qq download "${packages[@]}")

(cd "$folder/debs" && for deb in *.deb; do
    dpkg-deb --showformat='${Package} ${Version} ${Architecture}' --show "$deb"
    printf ' %s\n' "$(sha256sum "$deb" | cut -d' ' -f1)"
done) | LC_ALL=C sort >"$folder/packages.lock"
