package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The classic BPF program that says which of several sockets gets a datagram: by whom it comes from, not by the port.
 *
 * <p>What is kept about a client can then belong to one thread, with no lock, and a client that changes its port does not
 * begin anew with another thread.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/filter.html">Linux Socket Filtering</a>
 */
final class SourceSpread {

    /** Loads count from the network header, not from the payload (linux/filter.h). */
    private static final int SKF_NET_OFF = -0x100000;

    private static final int IPV4_SOURCE = 12;
    private static final int IPV6_SOURCE = 8;

    // Instructions, from linux/bpf_common.h: class, size or operation, and where the operand is.
    private static final int LOAD_WORD = 0x20;
    private static final int XOR_CONSTANT = 0xa4;
    private static final int XOR_X = 0xac;
    private static final int MULTIPLY = 0x24;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int MODULO = 0x94;
    private static final int COPY_TO_X = 0x07;
    private static final int RETURN_A = 0x16;

    /** Knuth's multiplier: the golden ratio in 32 bits; its product's upper half depends on all of the factor. */
    private static final int GOLDEN = 0x9e37_79b1;

    private static final int INSTRUCTION_OCTETS = 8;

    private SourceSpread() {}

    /** {@code struct sock_fprog}: a count and a pointer to the instructions. */
    static MemorySegment program(Arena arena, boolean isIpv6, int sockets, int key) {
        int[][] instructions = isIpv6
                ? new int[][] {
                    {LOAD_WORD, SKF_NET_OFF + IPV6_SOURCE},
                    {XOR_CONSTANT, key},
                    {MULTIPLY, GOLDEN},
                    {COPY_TO_X, 0},
                    {LOAD_WORD, SKF_NET_OFF + IPV6_SOURCE + 4},
                    {XOR_X, 0},
                    {MULTIPLY, GOLDEN},
                    {SHIFT_RIGHT, 16},
                    {MODULO, sockets},
                    {RETURN_A, 0}
                }
                : new int[][] {
                    {LOAD_WORD, SKF_NET_OFF + IPV4_SOURCE},
                    {XOR_CONSTANT, key},
                    {MULTIPLY, GOLDEN},
                    {SHIFT_RIGHT, 16},
                    {MODULO, sockets},
                    {RETURN_A, 0}
                };
        MemorySegment code = arena.allocate((long) instructions.length * INSTRUCTION_OCTETS, Long.BYTES);
        for (int i = 0; i < instructions.length; i++) {
            long at = (long) i * INSTRUCTION_OCTETS;
            code.set(JAVA_SHORT, at, (short) instructions[i][0]);
            code.set(JAVA_BYTE, at + 2, (byte) 0); // jumps of which there are none
            code.set(JAVA_BYTE, at + 3, (byte) 0);
            code.set(JAVA_INT, at + 4, instructions[i][1]);
        }
        MemorySegment program = arena.allocate(16, Long.BYTES);
        program.set(JAVA_SHORT, 0, (short) instructions.length);
        program.set(ADDRESS, 8, code);
        return program;
    }
}
