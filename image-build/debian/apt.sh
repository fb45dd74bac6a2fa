# shellcheck shell=bash
# An apt of its own for packages of Debian 13 for arm64, to be sourced: other suite, other architecture, and the machine's
# own lists and packages stay as they are. Needs neither root nor mounts.
#
# The mirror is the one this machine's apt uses for Debian; TIMEBALL_DEBIAN_MIRROR names another. What comes is verified by
# Debian's archive keyring, or by TIMEBALL_DEBIAN_KEYRING. It calls fail of whoever sources it.

suite=trixie
architecture=arm64

# Where this machine's apt finds the repository of that label, or nothing.
mirror_of() {
    apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
        | sed -n "s/^Debian|$1|//p" | head -1
}

# private_apt FOLDER COMPONENT...: makes FOLDER/apt.conf, for apt's option -c, and fetches the lists.
private_apt() {
    local private=$1 keyring=${TIMEBALL_DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg} mirror security
    shift
    [[ -r $keyring ]] || fail "needs $keyring (Debian: debian-archive-keyring), or TIMEBALL_DEBIAN_KEYRING"
    mirror=${TIMEBALL_DEBIAN_MIRROR:-$(mirror_of Debian)}
    [[ -n $mirror ]] || fail "this machine's apt knows no Debian mirror (is its list fresh? apt-get update);" \
        "name one in TIMEBALL_DEBIAN_MIRROR"
    mkdir -p "$private"/{state/lists/partial,cache/archives/partial,etc}
    : >"$private/state/status"
    printf 'deb [signed-by=%s] %s %s %s\n' "$keyring" "$mirror" "$suite" "$*" >"$private/etc/debian.list"
    security=$(mirror_of Debian-Security)
    if [[ -n $security && -z ${TIMEBALL_DEBIAN_MIRROR:-} ]]; then
        printf 'deb [signed-by=%s] %s %s-security %s\n' "$keyring" "$security" "$suite" "$*" \
            >>"$private/etc/debian.list"
    fi
    # Given with -c it is read after the machine's own, whose proxies therefore still count.
    cat >"$private/apt.conf" <<CONF
#clear APT::Architectures;
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "$(id -un)";
APT::Get::AllowUnauthenticated "false";
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::http::Timeout "30";
Dir::State "$private/state";
Dir::State::status "$private/state/status";
Dir::Cache "$private/cache";
Dir::Etc::sourcelist "$private/etc/debian.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF
    # Warnings about single lists are errors here: half a suite would only fail later.
    timeout 300 apt-get -c "$private/apt.conf" -qq -o APT::Update::Error-Mode=any update
}

# A metapackage stands for the newest kernel of its name.
resolve() {
    case $2 in
        linux-image-arm64)
            apt-cache -c "$1/apt.conf" depends --important "$2" | sed -n 's/^ *Depends: *\(linux-image-.*\)/\1/p'
            ;;
        *) printf '%s\n' "$2" ;;
    esac
}

# The lines of a list without its comments.
read_list() {
    sed 's/ *#.*//; /^$/d' "$1"
}
