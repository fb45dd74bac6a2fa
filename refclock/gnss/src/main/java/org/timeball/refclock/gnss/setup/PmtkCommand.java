package org.timeball.refclock.gnss.setup;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A sentence to be sent to a MediaTek receiver.
 *
 * @param packet    0 to 999
 * @param arguments printable ASCII without {@code ,}, {@code *} and {@code $}
 */
public record PmtkCommand(int packet, List<String> arguments) {

    /** Copies the list; refuses what no sentence can carry. */
    public PmtkCommand {
        arguments = List.copyOf(arguments);
        boolean isSafe = arguments.stream().allMatch(argument -> argument.matches("[ -~&&[^,*$]]*"));
        if (packet < 0 || packet > 999 || !isSafe) {
            throw new IllegalArgumentException("no sentence: " + packet + " " + arguments);
        }
    }

    static PmtkCommand of(int packet, String... arguments) {
        return new PmtkCommand(packet, List.of(arguments));
    }

    /** The whole sentence, with checksum and line end. */
    public byte[] sentence() {
        var body = new StringBuilder("PMTK%03d".formatted(packet));
        arguments.forEach(argument -> body.append(',').append(argument));
        int checksum = body.chars().reduce(0, (sum, c) -> sum ^ c);
        return "$%s*%02X\r\n".formatted(body, checksum).getBytes(StandardCharsets.US_ASCII);
    }
}
