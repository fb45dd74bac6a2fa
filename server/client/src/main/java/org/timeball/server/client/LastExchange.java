package org.timeball.server.client;

/**
 * What interleaved mode needs of the last exchange: the server will tell in its next reply when that one really left.
 *
 * @param originRawNanos      T1
 * @param receiveBits         T2 as on the wire, by which the server knows the exchange again
 * @param destinationRawNanos T4
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9769#section-2">RFC 9769 §2</a>
 */
record LastExchange(long originRawNanos, long receiveBits, long destinationRawNanos) {}
