package org.timeball.firmware.appliance.bench.server;

import java.nio.file.Path;

/** Writes the configuration of the daemon under test: all that concerns serving is as it is when nothing is said. */
final class DaemonConfiguration {

    private DaemonConfiguration() {}

    /**
     * The file's text.
     *
     * @param folder          where everything lies; the server's certificate and key are in its parent
     * @param serialPort      the receiver's
     * @param ntpPort         UDP, which clients are told
     * @param secondNtpPort   UDP, served as the first by a socket and a thread of its own
     * @param keyExchangePort TCP
     */
    static String text(Path folder, Path serialPort, int ntpPort, int secondNtpPort, int keyExchangePort) {
        return """
                schema = 1
                state-directory = "%1$s/state"
                control-socket = "%1$s/s"

                [clock]
                steer = false

                [receiver]
                port = "%2$s"
                baud = 115200
                set-up = false

                [leap]
                cold-start-seconds = 0

                [[server]]
                listen = "127.0.0.1:%3$d"

                [[server]]
                listen = "127.0.0.1:%4$d"

                [[nts-ke-server]]
                listen = "127.0.0.1:%5$d"
                certificate-chain-path = "%6$s/%7$s"
                private-key-path = "%6$s/%8$s"
                ntp-port = %3$d
                """.formatted(
                        folder,
                        serialPort,
                        ntpPort,
                        secondNtpPort,
                        keyExchangePort,
                        folder.getParent(),
                        Workshop.CHAIN,
                        Workshop.KEY);
    }
}
