/**
 * The client's side of NTS as bytes and values: the messages of key exchange, and the fields that protect a packet.
 *
 * <p>Lengths and positions are octets. Decoders answer with values and never throw on content.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915">RFC 8915</a>
 */
package org.timeball.server.client.nts;
