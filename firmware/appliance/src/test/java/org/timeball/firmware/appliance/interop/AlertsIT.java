package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.control.event.EventRecord;

/** Alerts from outside: a daemon that has no time tells a web server so, and is asked by commands as an operator gives them. */
@Timeout(300)
class AlertsIT {

    @TempDir
    Path folder;

    @Test
    void tellsSomebodyWhoIsNotLooking() throws Exception {
        var bodies = new LinkedBlockingQueue<String>();
        var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        web.start();
        try (var daemon = PoolMember.start(folder)) {
            var nobody = daemon.order("", "alerts");
            assertEquals(0, nobody.exitCode(), nobody::all);
            assertTrue(nobody.output().contains("Nobody is told"), nobody::all);

            daemon.configure("""
                    [alerts]
                    box-name = "ntp1"
                    quiet-at-start-seconds = 0
                    [alerts.hold-off-seconds]
                    unsynchronised = 1
                    [[alert]]
                    name = "hook"
                    by = "webhook"
                    least = "critical"
                    url = "http://127.0.0.1:%d/T0/secret"
                    """.formatted(web.getAddress().getPort()));
            assertTrue(daemon.tell("", "reload").contains("changed: alert"));

            var began = bodies.poll(60, TimeUnit.SECONDS);
            assertTrue(began != null, daemon::log);
            assertTrue(began.contains("\"kind\":\"began\""), began);
            assertTrue(began.contains("\"condition\":\"unsynchronised\""), began);
            assertTrue(began.contains("\"title\":\"ntp1: Not synchronised\""), began);

            assertTrue(daemon.tell("", "alerts", "test", "hook").contains("the test was taken by 127.0.0.1"));
            var test = bodies.poll(10, TimeUnit.SECONDS);
            assertTrue(test != null && test.contains("\"kind\":\"test\""), () -> String.valueOf(test));
            var unknown = daemon.order("", "alerts", "test", "nobody");
            assertEquals(1, unknown.exitCode(), unknown::all);

            var raised = daemon.order("", "alerts");
            assertEquals(1, raised.exitCode(), raised::all);
            assertTrue(raised.output().contains("critical Not synchronised, since "), raised::all);
            assertFalse((raised.output() + daemon.log()).contains("secret"), daemon::log);
            var events =
                    daemon.events().events().stream().map(EventRecord::what).toList();
            assertTrue(events.containsAll(List.of("alert-began", "test-alert")), events::toString);
        } finally {
            web.stop(0);
        }
    }
}
