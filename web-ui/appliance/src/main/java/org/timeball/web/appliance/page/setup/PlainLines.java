package org.timeball.web.appliance.page.setup;

import java.util.List;
import org.timeball.server.control.ClientLines;

/** What to write into clients that ask without a proof, for there are many that cannot do more. */
final class PlainLines {

    private PlainLines() {}

    /**
     * For each system there are lines for.
     *
     * @param host the name by which the box was called
     */
    static List<ClientLines> of(String host) {
        return List.of(
                new ClientLines("chrony, without a proof", "/etc/chrony/chrony.conf", "server " + host + " iburst\n"),
                new ClientLines("systemd-timesyncd", "/etc/systemd/timesyncd.conf", "[Time]\nNTP=" + host + "\n"),
                new ClientLines(
                        "Windows",
                        "a console of an administrator",
                        "w32tm /config /manualpeerlist:\"%s\" /syncfromflags:manual /update\nw32tm /resync\n"
                                .formatted(host)),
                new ClientLines("macOS", "a terminal", "sudo systemsetup -setnetworktimeserver " + host + "\n"),
                new ClientLines(
                        "a DHCP server (dnsmasq)",
                        "/etc/dnsmasq.conf",
                        "dhcp-option=option:ntp-server,ADDRESS # option 42; addresses in numbers alone\n"));
    }
}
