package org.timeball.server.control;

import java.util.List;

/**
 * What to write into a client's configuration so that it takes its time by NTS from this box.
 *
 * @param program whose configuration
 * @param file    where it usually is
 * @param lines   with newlines between them and at the end
 */
public record ClientLines(String program, String file, String lines) {

    /** Where nothing needs to be said of the port (RFC 8915 §6). */
    private static final int USUAL_PORT = 4_460;

    /** What the own authority's certificate is called on a client. */
    private static final String CA_FILE = "timeball-ca.pem";

    /**
     * For each program there are lines for.
     *
     * @param host     a name that the certificate vouches for
     * @param port     of key exchange
     * @param isOurOwn whether the client has to be given our authority's certificate
     */
    public static List<ClientLines> of(String host, int port, boolean isOurOwn) {
        return List.of(chrony(host, port, isOurOwn), ntpdRs(host, port, isOurOwn), timeball(host, port, isOurOwn));
    }

    private static ClientLines chrony(String host, int port, boolean isOurOwn) {
        return new ClientLines(
                "chrony",
                "/etc/chrony/chrony.conf",
                "server %s iburst nts%s\n".formatted(host, port == USUAL_PORT ? "" : " ntsport " + port)
                        + (isOurOwn ? "ntstrustedcerts /etc/chrony/" + CA_FILE + "\n" : ""));
    }

    private static ClientLines ntpdRs(String host, int port, boolean isOurOwn) {
        return new ClientLines(
                "ntpd-rs",
                "/etc/ntpd-rs/ntp.toml",
                "[[source]]\nmode = \"nts\"\naddress = \"%s:%d\"\n".formatted(host, port)
                        + (isOurOwn ? "certificate-authority = \"/etc/ntpd-rs/" + CA_FILE + "\"\n" : ""));
    }

    private static ClientLines timeball(String host, int port, boolean isOurOwn) {
        return new ClientLines(
                "timeball",
                "/etc/timeball/sync.toml",
                "[[source]]\nhost = \"%s\"\n%s".formatted(host, port == USUAL_PORT ? "" : "port = " + port + "\n")
                        + (isOurOwn ? "ca-path = \"/etc/timeball/" + CA_FILE + "\"\n" : ""));
    }
}
