/**
 * Who is answered: prefixes that are let in or kept out.
 *
 * <p><b>Rule.</b> Pure: an address in, a decision out. An address is 128 bits in two halves, IPv4 in the place that IPv6
 * reserves for it, {@code ::ffff:a.b.c.d}.
 */
package org.timeball.server.ntp.access;
