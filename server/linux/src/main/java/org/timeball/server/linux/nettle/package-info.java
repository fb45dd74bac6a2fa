/**
 * Ciphers by libnettle, which chrony and GnuTLS use: where the processor has instructions for AES and for carry-less
 * multiplication it takes less than half of our time, since Java has no way to either for a key that serves once.
 *
 * @see <a href="https://www.lysator.liu.se/~nisse/nettle/nettle.html">nettle's manual</a>
 */
package org.timeball.server.linux.nettle;
