/**
 * The records by which a pool and its members speak, over the framing of NTS key exchange; and who may use them.
 *
 * <p>The pool is the client here: it asks what a member knows, and has it wrap keys that it exported from the session of a
 * client of its own. {@link org.timeball.server.protocol.KeyExchangeSession} answers.
 *
 * <p><b>Secrets.</b> A token is kept as its digest alone and never printed; keys are {@code Opaque}.
 *
 * <p><b>Rule.</b> As in the package above: no I/O, no threads, no logging, no clock.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-ntp-nts-keyexchange-pool/">Key exchange for NTS pools</a>
 */
package org.timeball.server.protocol.pool;
