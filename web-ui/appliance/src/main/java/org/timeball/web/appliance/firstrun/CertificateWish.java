package org.timeball.web.appliance.firstrun;

import java.util.List;
import org.timeball.server.state.edit.ConfigEdit;

/**
 * A certificate for a box that has none, by which clients of NTS know it.
 *
 * @param hostNames  what it vouches for, names and addresses
 * @param isPublic   whether a public authority is asked, by port 80; else the box's own vouches
 * @param email      for the public authority; may be empty
 * @param acceptsTerms whether its terms were read
 */
public record CertificateWish(List<String> hostNames, boolean isPublic, String email, boolean acceptsTerms) {

    /** What it is called in the configuration. */
    static final String NAME = "box";

    /** The public authority that asks for no account of its own. */
    private static final String DIRECTORY = "https://acme-v02.api.letsencrypt.org/directory";

    /** Copies the list. */
    public CertificateWish {
        hostNames = List.copyOf(hostNames);
    }

    /**
     * A configuration with it, and with a listener for keys that shows it where there is none.
     *
     * @param listen an address and port, for that listener
     * @throws IllegalArgumentException if there is a certificate already
     */
    ConfigEdit in(ConfigEdit text, String listen) {
        if (text.has("certificate")) {
            throw new IllegalArgumentException("the configuration has a [[certificate]] already: change it there");
        }
        var with = text.withAtEnd(lines());
        return text.has("nts-ke-server")
                ? with
                : with.withAtEnd("[[nts-ke-server]]\nlisten = %s\ncertificate-name = \"%s\"\n"
                        .formatted(ConfigEdit.quoted(listen), NAME));
    }

    private String lines() {
        var lines = new StringBuilder("[[certificate]]\nname = \"%s\"\nfrom = \"%s\"\nhost-names = %s\n"
                .formatted(NAME, isPublic ? "acme" : "own-ca", ConfigEdit.quoted(hostNames)));
        if (isPublic) {
            lines.append("directory = \"%s\"\naccept-terms = %b\nchallenge = \"http-01\"\n"
                    .formatted(DIRECTORY, acceptsTerms));
            if (!email.isEmpty()) {
                lines.append("e-mail = ").append(ConfigEdit.quoted(email)).append('\n');
            }
        }
        return lines.toString();
    }
}
