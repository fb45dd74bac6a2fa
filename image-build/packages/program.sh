#!/usr/bin/env bash
# program.sh --application FOLDER --date SECONDS --out FOLDER [--jmods FOLDER]: the small program as its package has it.
#
# OUT gets a Java runtime of the modules that it uses, its archive and its options; without --jmods the runtime is of
# this machine's kind, whose AOT caches can be made here. Nothing needs root, mounts or the network. JAVA_HOME is a JDK 25.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    printf 'packages: %s\n' "$*" >&2
    exit 1
}

jmods=()
while [[ $# -gt 0 ]]; do
    case $1 in
        --application) application=$2 ;;
        --date) date=$2 ;;
        --out) out=$2 ;;
        --jmods) jmods=(--module-path "$2") ;;
        *) fail "knows --application, --date, --out and --jmods, not $1" ;;
    esac
    shift 2
done
: "${application:?--application FOLDER}" "${date:?--date SECONDS}" "${out:?--out FOLDER}" "${JAVA_HOME:?a JDK 25}"

# Jackson will not start without java.xml, nor the daemon without jdk.unsupported, by which it heeds SIGHUP, and jdk.net, by
# which its socket knows who asks.
# Plain --strip-debug would call this machine's objcopy on another's files.
modules=java.base,java.xml,jdk.net,jdk.unsupported

rm -rf "$out"
mkdir -p "$out"
"$JAVA_HOME/bin/jlink" "${jmods[@]}" --add-modules "$modules" --strip-java-debug-attributes --no-header-files \
    --no-man-pages --compress zip-9 --output "$out/runtime"
# Of other people's programs, and for them.
rm -f "$out/runtime/bin/keytool" "$out/runtime/lib"/{jexec,jrt-fs.jar,classlist}
# Some JDKs come with the symbols of their native code, 5 MB. Another kind of machine's are for its own tool to strip.
if [[ ${#jmods[@]} -eq 0 ]]; then
    find "$out/runtime" \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper \) -type f -exec strip --strip-unneeded {} +
fi
chmod -R u+w "$out/runtime/legal"
# It is read at each start: 1,600 lines of comment are a millisecond.
sed -i -E '/^[[:space:]]*(#|$)/d' "$out/runtime/conf/security/java.security"
cp "$application/program/timeball-sync.jar" "$out/"
grep -v '^#' "$here/options" >"$out/options"
# A cache knows the archive and the runtime by their time, and a package keeps it.
find "$out" -exec touch --no-dereference --date "@$date" {} +
