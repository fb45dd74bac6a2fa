/**
 * NTP packets, NTS key exchange and NTS protection, as bytes in and values out.
 *
 * <p><b>Units.</b> Lengths and positions are octets, counted from the first octet of the packet or message unless a
 * parameter says otherwise. A length of an extension field or record field says whether its header is included.
 * {@code …Bits} is fixed point as on the wire, {@code …Log2} is log₂ seconds.
 *
 * <p><b>Hostile bytes are values.</b> Decoders answer with {@link org.timeball.server.protocol.Decoded}, the in-place
 * readers of the reply path with an enum; none throws on content.
 *
 * <p><b>Secrets.</b> Types that hold keys do not print them, and tags are compared in constant time.
 *
 * <p><b>Rule.</b> No I/O, no threads, no logging, no clock; randomness is handed in.
 */
package org.timeball.server.protocol;
