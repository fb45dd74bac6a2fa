/**
 * The server's end of TLS 1.3 as NTS wants it, from octets to octets: no socket, no thread, no clock.
 *
 * <p>The protocol is Bouncy Castle's low-level TLS; curves and signatures are its, hashes and ciphers the JDK's, for
 * each is the faster of the two there. Why not the JDK's TLS: {@code docs/performance.md}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446">RFC 8446</a>
 */
package org.timeball.server.keyexchange.net.tls;
