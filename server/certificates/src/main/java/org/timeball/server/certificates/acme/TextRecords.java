package org.timeball.server.certificates.acme;

import org.timeball.server.certificates.OrderException;

/** Sets and clears TXT records, by whatever way the operator's name servers have. */
public interface TextRecords {

    /**
     * Sets one, beside others of that name.
     *
     * @param name without a dot at its end
     * @throws OrderException if it cannot be set; says what to do
     */
    void set(String name, String text) throws OrderException, InterruptedException;

    /**
     * Takes that one away again; others of the name stay.
     *
     * @throws OrderException if it cannot be cleared
     */
    void clear(String name, String text) throws OrderException, InterruptedException;
}
