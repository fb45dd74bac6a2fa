package org.timeball.firmware.appliance.daemon;

import java.util.function.Consumer;
import org.timeball.firmware.board.TemperatureSensors;
import org.timeball.refclock.discipline.ClockInput;

/** Carries the board's temperatures to the loop; a chore that is done once a second. */
final class TemperatureReader implements Runnable {

    private final TemperatureSensors sensors;
    private final Consumer<ClockInput> loop;

    /**
     * @param sensors read by the running thread alone
     * @param loop    where readings go
     */
    TemperatureReader(TemperatureSensors sensors, Consumer<ClockInput> loop) {
        this.sensors = sensors;
        this.loop = loop;
    }

    @Override
    public void run() {
        sensors.read()
                .forEach(reading -> loop.accept(new ClockInput.TemperatureRead(reading.sensor(), reading.celsius())));
    }
}
