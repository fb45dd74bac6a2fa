# confined.sh COMMAND...: becomes the command, but only if it can never set the clock, not even by a program with rights of
# its own. CAP_SYS_TIME is bit 25 (linux/capability.h). Exit code 125, and not a word of the command's, if it could.
bounded=no
while read -r name value; do
    case $name in
        CapInh: | CapPrm: | CapEff: | CapAmb:)
            if [ $((0x$value >> 25 & 1)) -ne 0 ]; then
                echo "confined: refused, $name $value has CAP_SYS_TIME" >&2
                exit 125
            fi
            ;;
        CapBnd:) [ $((0x$value >> 25 & 1)) -ne 0 ] || bounded=yes ;;
        NoNewPrivs:) [ "$value" -eq 0 ] || bounded=yes ;;
    esac
done </proc/self/status
if [ $bounded = no ]; then
    echo "confined: refused, a program could come by CAP_SYS_TIME" >&2
    exit 125
fi
exec "$@"
