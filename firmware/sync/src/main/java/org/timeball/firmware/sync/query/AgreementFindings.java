package org.timeball.firmware.sync.query;

import java.util.ArrayList;
import java.util.List;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.nts.KeyExchangeAnswer;
import org.timeball.server.protocol.AeadAlgorithm;

/** What there is to say of a key exchange that ended well. */
final class AgreementFindings {

    /** NTPsec's client takes no longer ones, and chrony's none that are not a multiple of 4. */
    private static final int LONGEST_COOKIE_OCTETS = 192;

    private AgreementFindings() {}

    static List<Finding> of(KeyExchangeAnswer.Agreed agreed) {
        var findings = new ArrayList<Finding>();
        int count = agreed.cookies().size();
        if (count < AgreedKeys.MAX_COOKIES) {
            findings.add(Finding.warning("cookies: " + count + " of 8; RFC 8915 §4.1.6 wants eight, so the server's"
                    + " clients exchange keys more often than they should"));
        }
        boolean isOdd = agreed.cookies().stream()
                .anyMatch(cookie -> cookie.length() % 4 != 0 || cookie.length() > LONGEST_COOKIE_OCTETS);
        if (isOdd) {
            findings.add(
                    Finding.warning("cookies: NTPsec takes none longer than 192 octets and chrony none whose length"
                            + " is no multiple of 4; whoever wrote the server must make others"));
        }
        if (agreed.algorithm() == AeadAlgorithm.AES_128_GCM_SIV) {
            findings.add(
                    agreed.exportsByTheBook()
                            ? Finding.good("record 1024: the server exports the keys of AEAD 30 by the book")
                            : Finding.warning("record 1024: the server does not say how it exports the keys of AEAD 30;"
                                    + " the server's operator should use a release that does (chrony 4.6.1)"));
        }
        return findings;
    }
}
