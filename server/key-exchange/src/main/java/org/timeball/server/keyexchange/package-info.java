/**
 * Key exchange for NTS: what is decided about a connection besides the protocol itself, and how it is counted.
 *
 * <p>The protocol is {@link org.timeball.server.protocol.KeyExchangeSession}'s; sockets and TLS are in package
 * {@code net}.
 *
 * <p><b>Rule.</b> Nothing here opens, waits, logs or reads a clock.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-3">RFC 8915 §3</a>
 */
package org.timeball.server.keyexchange;
