package org.timeball.firmware.appliance.interop.peers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A seccomp program under which calls that set or steer the clock succeed without the kernel hearing of them, for a
 * peer that ends where it may not steer. In the format that {@code setpriv --seccomp-filter} reads: one {@code struct
 * sock_filter} after another (linux/filter.h), little-endian.
 */
final class ClockFilter {

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    /** linux/seccomp.h: SECCOMP_RET_ERRNO with errno 0, which is success. */
    private static final int PRETEND_SUCCESS = 0x0005_0000;

    private static final int ALLOW = 0x7fff_0000;

    private static final int INSTRUCTION_OCTETS = 8;

    /** settimeofday, clock_settime, adjtimex, clock_adjtime (asm/unistd_64.h). */
    private static final List<Integer> X86_64 = List.of(164, 227, 159, 305);

    /** The same (asm-generic/unistd.h). */
    private static final List<Integer> AARCH64 = List.of(170, 112, 171, 266);

    private ClockFilter() {}

    /** The program for this machine. */
    static byte[] program() {
        var calls = System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;
        var program =
                ByteBuffer.allocate((calls.size() + 3) * INSTRUCTION_OCTETS).order(ByteOrder.LITTLE_ENDIAN);
        instruction(program, LOAD_WORD, 0, 0); // struct seccomp_data begins with the call's number
        for (int i = 0; i < calls.size(); i++) {
            instruction(program, JUMP_IF_EQUAL, calls.size() - i, calls.get(i));
        }
        instruction(program, RETURN, 0, ALLOW);
        instruction(program, RETURN, 0, PRETEND_SUCCESS);
        return program.array();
    }

    private static void instruction(ByteBuffer program, int code, int jumpIfTrue, int operand) {
        program.putShort((short) code).put((byte) jumpIfTrue).put((byte) 0).putInt(operand);
    }
}
