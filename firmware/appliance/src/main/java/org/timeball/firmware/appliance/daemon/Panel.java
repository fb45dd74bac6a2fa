package org.timeball.firmware.appliance.daemon;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.board.gpio.Header;
import org.timeball.firmware.board.gpio.LightPattern;
import org.timeball.firmware.board.gpio.SharedHeader;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.firmware.sync.service.RootThread;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.control.Status;
import org.timeball.server.state.TimeballConfig;

/** What is on the board for people: a light that shows the state, and a button that has the state logged. */
final class Panel implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Panel.class);

    /** Half of the shortest flash. */
    private static final long LOOK_NANOS = 50_000_000L;

    private final Optional<Header.Driven> light;
    private final Optional<Header.Watched> button;
    private final Supplier<Status> status;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Panel(Optional<Header.Driven> light, Optional<Header.Watched> button, Supplier<Status> status) {
        this.light = light;
        this.button = button;
        this.status = status;
    }

    /** Starts what is configured; where there is no GPIO for it, says so once and goes without. */
    static void start(TimeballConfig.Board board, SharedHeader header, Supplier<Status> status, Closing closing) {
        if (board.equals(TimeballConfig.Board.BARE)) {
            return;
        }
        try {
            var panel = open(board, header.get(), status);
            var thread = RootThread.start("panel", panel);
            closing.add(() -> panel.end(thread));
        } catch (DeviceException none) {
            LOG.warn("event=no-panel reason=\"{}\"", none.getMessage());
        }
    }

    private static Panel open(TimeballConfig.Board board, Header header, Supplier<Status> status)
            throws DeviceException {
        Optional<Header.Driven> light = board.statusLight().isPresent()
                ? Optional.of(header.drive(board.statusLight().getAsInt()))
                : Optional.empty();
        try {
            Optional<Header.Watched> button = board.button().isPresent()
                    ? Optional.of(header.button(board.button().getAsInt(), isHigh -> onButton(isHigh, status)))
                    : Optional.empty();
            return new Panel(light, button, status);
        } catch (DeviceException held) {
            light.ifPresent(Header.Driven::close);
            throw held;
        }
    }

    private static void onButton(boolean isLetGo, Supplier<Status> status) {
        if (!isLetGo) {
            var now = status.get();
            LOG.info(
                    "event=button state=\"{}\" reason=\"{}\" within-s={} bound-s={}",
                    now.state().words(),
                    now.reason(),
                    now.withinSeconds(),
                    now.boundSeconds());
        }
    }

    /** Shows the state until closed, and leaves the light dark. */
    @Override
    public void run() {
        try {
            while (!closed.await(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
                show(LightPattern.of(status.get().state()).isLit(System.nanoTime()));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (DeviceException broken) {
            LOG.warn("event=panel-lost reason=\"{}\"", broken.getMessage());
        } finally {
            light.ifPresent(Header.Driven::close);
            button.ifPresent(Header.Watched::close);
        }
    }

    /** Waits until the pins are let go: the header is closed next. */
    private void end(Thread thread) {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(boolean isLit) throws DeviceException {
        if (light.isPresent()) {
            light.get().set(isLit);
        }
    }
}
