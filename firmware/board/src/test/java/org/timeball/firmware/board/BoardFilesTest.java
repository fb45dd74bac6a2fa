package org.timeball.firmware.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's files that tell board and temperature, as a Raspberry Pi has them. */
class BoardFilesTest {

    @TempDir
    Path root;

    @Test
    void readsTheModelWithoutItsZeroByte() throws IOException {
        write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");
        assertEquals("Raspberry Pi 4 Model B Rev 1.4", BoardModel.read(root));
    }

    @Test
    void knowsNoModelAndNoThermometerWhereThereIsNone() {
        assertEquals("", BoardModel.read(root));
        assertEquals(List.of(), TemperatureSensors.find(root).read());
    }

    @Test
    void readsEveryThermometerOnce() throws IOException {
        write("sys/class/thermal/thermal_zone0/type", "cpu-thermal\n");
        write("sys/class/thermal/thermal_zone0/temp", "48686\n");
        write("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
        write("sys/class/hwmon/hwmon0/temp1_input", "48686\n");
        write("sys/class/hwmon/hwmon1/name", "rp1_adc\n");
        write("sys/class/hwmon/hwmon1/temp1_input", "51234\n");
        write("sys/class/hwmon/hwmon2/name", "nvme\n");
        write("sys/class/hwmon/hwmon2/temp1_input", "-5000\n");
        write("sys/class/hwmon/hwmon2/temp2_input", "39850\n");
        write("sys/class/hwmon/hwmon3/name", "rpi_volt\n");
        assertEquals(
                List.of(
                        new TemperatureSensors.Reading("cpu-thermal", 48.686),
                        new TemperatureSensors.Reading("rp1_adc", 51.234),
                        new TemperatureSensors.Reading("nvme", -5),
                        new TemperatureSensors.Reading("nvme 2", 39.85)),
                TemperatureSensors.find(root).read());
    }

    @Test
    void leavesOutWhatCannotBeReadAnyMore() throws IOException {
        write("sys/class/thermal/thermal_zone0/temp", "48686\n");
        write("sys/class/thermal/thermal_zone1/temp", "no reading\n");
        write("sys/class/thermal/thermal_zone2/temp", "50000\n");
        var sensors = TemperatureSensors.find(root);
        write("sys/class/thermal/thermal_zone0/temp", "");
        assertEquals(List.of(new TemperatureSensors.Reading("thermal_zone2", 50)), sensors.read());
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
