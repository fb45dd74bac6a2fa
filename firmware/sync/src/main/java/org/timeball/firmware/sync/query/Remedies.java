package org.timeball.firmware.sync.query;

import org.timeball.server.client.net.ClientException;

/** Who can put right what a client stumbled over. */
final class Remedies {

    private Remedies() {}

    /** What is wrong, and who must fix it. */
    static String of(ClientException failure) {
        return failure.getMessage() + "; " + remedy(failure);
    }

    private static String remedy(ClientException failure) {
        return switch (failure.trouble()) {
            case NAME -> "whoever keeps the name's zone must add an address";
            case CONNECT ->
                "the server's operator must start key exchange there, or whoever keeps the firewall let TCP through";
            case TLS -> "the server's operator must offer TLS 1.3 there, with a certificate, and ALPN ntske/1";
            case CERTIFICATE ->
                "the server's operator must renew or replace the certificate; if it is of an authority of the"
                        + " operator's own, name that with --ca";
            case NO_NTS -> "another service has that port; the server's operator must say the right one";
            case REFUSED -> "the server's operator must look into its log";
            case NO_ANSWER ->
                "the server's operator must start NTP there, or whoever keeps a firewall on the way let UDP through";
            case NAK ->
                "its NTP does not know the keys of its key exchange's cookies; the server's operator must give both"
                        + " the same";
            case USELESS -> "the server's operator must see to its clock";
            case KISS -> "the server's operator must let this address in, or ask yourself why it is asked so often";
            case TOO_SOON -> "wait";
        };
    }
}
