#!/usr/bin/env bash
# fetch.sh FOLDER [LIST]: Debian's packages of a list, the guest's unless another is named, into FOLDER, with a lock file
# that names them.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(realpath -m "$1")
list=${2:-$here/packages.list}

fail() {
    printf 'fetch: %s\n' "$*" >&2
    exit 1
}

# shellcheck source=../debian/apt.sh
. "$here/../debian/apt.sh"
private_apt "$folder/apt" main

packages=()
while read -r name; do
    mapfile -t resolved < <(resolve "$folder/apt" "$name")
    [[ ${#resolved[@]} -eq 1 ]] || fail "$name is not one package of $suite"
    packages+=("${resolved[0]}")
done < <(read_list "$list")

mkdir -p "$folder/debs"
rm -f "$folder"/debs/*.deb
(cd "$folder/debs" && timeout 900 apt-get -c "$folder/apt/apt.conf" -qq download "${packages[@]}")

(cd "$folder/debs" && for deb in *.deb; do
    dpkg-deb --showformat='${Package} ${Version} ${Architecture}' --show "$deb"
    printf ' %s\n' "$(sha256sum "$deb" | cut -d' ' -f1)"
done) | LC_ALL=C sort >"$folder/packages.lock"
