package org.timeball.firmware.appliance.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.timeball.firmware.board.BoardModel;
import org.timeball.server.diagnosis.MachineFacts;

/**
 * Looks at board, kernel and disk.
 *
 * @param root    {@code /} but in tests
 * @param folders in which the daemon keeps what outlives a restart
 */
record MachineLook(Path root, List<Path> folders) {

    private static final int HEXADECIMAL = 16;
    private static final double PER_DEGREE = 1_000;

    /** Copies the list. */
    MachineLook {
        folders = List.copyOf(folders);
    }

    MachineFacts look() {
        return new MachineFacts(
                BoardModel.read(root),
                SystemFile.text(root.resolve("proc/cmdline")),
                SystemFile.text(root.resolve("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")),
                number(SystemFile.text(root.resolve("sys/class/thermal/thermal_zone0/temp"))) / PER_DEGREE,
                bits(SystemFile.text(root.resolve("sys/devices/platform/soc/soc:firmware/get_throttled"))),
                folders.stream().map(MachineLook::folder).toList());
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    private static OptionalLong bits(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text, HEXADECIMAL));
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    private static MachineFacts.Folder folder(Path folder) {
        try {
            var store = Files.getFileStore(folder);
            return new MachineFacts.Folder(folder.toString(), "", store.isReadOnly(), store.getUsableSpace());
        } catch (IOException refused) {
            return new MachineFacts.Folder(folder.toString(), String.valueOf(refused.getMessage()), false, 0);
        }
    }
}
