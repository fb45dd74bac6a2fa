package org.timeball.server.certificates.acme;

import java.time.Duration;
import org.timeball.server.certificates.OrderException;

/**
 * Has a record set that holds the proof.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8555#section-8.4">RFC 8555 §8.4</a>
 */
record DnsResponder(TextRecords records, String name, String text) implements Responder {

    /** @param wait for name servers that copy the record from another */
    static DnsResponder open(TextRecords records, String name, String text, Duration wait)
            throws OrderException, InterruptedException {
        var responder = new DnsResponder(records, name, text);
        records.set(name, text);
        try {
            Thread.sleep(wait);
        } catch (InterruptedException ended) {
            responder.close();
            throw ended;
        }
        return responder;
    }

    @Override
    public void close() throws OrderException, InterruptedException {
        records.clear(name, text);
    }
}
