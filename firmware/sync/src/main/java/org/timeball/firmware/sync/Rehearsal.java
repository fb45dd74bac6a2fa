package org.timeball.firmware.sync;

import java.util.Arrays;

/**
 * Runs one command after the other in one process. The AOT cache of a package is made of what one process has used, and is
 * to know all commands.
 */
final class Rehearsal {

    private static final String NEXT = "+";

    private Rehearsal() {}

    /**
     * Runs them, and ends with the exit code of the first that failed.
     *
     * @param arguments commands as they are typed, with a {@value #NEXT} between two
     */
    public static void main(String[] arguments) {
        int from = 0;
        for (int to = 0; to <= arguments.length; to++) {
            if (to == arguments.length || arguments[to].equals(NEXT)) {
                var command = Arrays.copyOfRange(arguments, from, to);
                int exitCode = TimeballSync.commandLine(command).execute(command);
                if (exitCode != 0) {
                    System.exit(exitCode);
                }
                from = to + 1;
            }
        }
    }
}
