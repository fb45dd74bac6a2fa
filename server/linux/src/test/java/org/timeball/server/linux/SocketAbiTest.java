package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemoryLayout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Sizes and offsets of the 64-bit kernel's socket structures, from linux/socket.h and linux/uio.h. */
class SocketAbiTest {

    record Number(String name, long expected, long actual) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Number> NUMBERS = List.of(
            new Number("sizeof iovec", 16, SocketAbi.IOVEC.byteSize()),
            new Number("iovec.len", 8, offset(SocketAbi.IOVEC, "len")),
            new Number("sizeof mmsghdr", 64, SocketAbi.MMSGHDR.byteSize()),
            new Number("msghdr.namelen", 8, offset(SocketAbi.MMSGHDR, "namelen")),
            new Number("msghdr.iov", 16, offset(SocketAbi.MMSGHDR, "iov")),
            new Number("msghdr.iovlen", 24, offset(SocketAbi.MMSGHDR, "iovlen")),
            new Number("msghdr.control", 32, offset(SocketAbi.MMSGHDR, "control")),
            new Number("msghdr.controllen", 40, offset(SocketAbi.MMSGHDR, "controllen")),
            new Number("msghdr.flags", 48, offset(SocketAbi.MMSGHDR, "flags")),
            new Number("mmsghdr.len", 56, offset(SocketAbi.MMSGHDR, "len")));

    @ParameterizedTest
    @FieldSource("NUMBERS")
    void isAsTheHeaderSays(Number row) {
        assertEquals(row.expected, row.actual);
    }

    private static long offset(MemoryLayout layout, String field) {
        return layout.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }
}
