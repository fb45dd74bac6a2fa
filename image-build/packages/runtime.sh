#!/usr/bin/env bash
# runtime.sh --date SECONDS --out FOLDER [--jmods FOLDER]: the Java runtime that all programs of a machine share.
#
# OUT gets it linked of the modules that they use; without --jmods it is of this machine's kind, whose AOT caches can be made
# here. Nothing needs root, mounts or the network. JAVA_HOME is a JDK 25.
set -euo pipefail

fail() {
    printf 'packages: %s\n' "$*" >&2
    exit 1
}

jmods=()
while [[ $# -gt 0 ]]; do
    case $1 in
        --date) date=$2 ;;
        --out) out=$2 ;;
        --jmods) jmods=(--module-path "$2") ;;
        *) fail "knows --date, --out and --jmods, not $1" ;;
    esac
    shift 2
done
: "${date:?--date SECONDS}" "${out:?--out FOLDER}" "${JAVA_HOME:?a JDK 25}"

# What who wants: Jackson java.xml; the daemons jdk.unsupported, by which they heed SIGHUP, and jdk.net, by which a socket knows
# who asks; ACME java.net.http; of java.desktop it is one class, which the definition of RRD4J's files names; Logback
# java.naming; the pages java.logging, jdk.management, jdk.jfr, whose events Netty has, and jdk.zipfs to look into their archives.
modules=java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

rm -rf "$out"
mkdir -p "$(dirname "$out")"
# Plain --strip-debug would call this machine's objcopy on another's files.
"$JAVA_HOME/bin/jlink" "${jmods[@]}" --add-modules "$modules" --strip-java-debug-attributes --no-header-files \
    --no-man-pages --compress zip-9 --output "$out"
# Of other people's programs, and for them.
rm -f "$out"/bin/{jfr,keytool} "$out"/lib/{jexec,jrt-fs.jar,classlist}
# Of java.desktop what draws, prints and plays: it would want X11 of the system.
rm -f "$out"/lib/lib{awt,awt_headless,awt_xawt,fontmanager,freetype,javajpeg,jawt,jsound,lcms,mlib_image,splashscreen}.so \
    "$out"/lib/psfont* "$out"/conf/sound.properties
# Some JDKs come with the symbols of their native code, 5 MB. Another kind of machine's are for its own tool to strip.
if [[ ${#jmods[@]} -eq 0 ]]; then
    find "$out" \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper \) -type f -exec strip --strip-unneeded {} +
fi
chmod -R u+w "$out/legal"
# It is read at each start: 1,600 lines of comment are a millisecond.
sed -i -E '/^[[:space:]]*(#|$)/d' "$out/conf/security/java.security"
# A cache knows the runtime by its time, and a package keeps it.
find "$out" -exec touch --no-dereference --date "@$date" {} +
