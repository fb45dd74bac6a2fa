/**
 * Time from servers of the network: what each exchange says, which sources are right, and how far off they can be.
 *
 * <p>A {@link org.timeball.refclock.discipline.network.SourcePanel} keeps the last words of every source and judges them
 * as RFC 5905 does in sections 10 and 11. Package {@code clock} steers by the result. Offsets are positive when our
 * clock is behind.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-11">RFC 5905 §11</a>
 */
package org.timeball.refclock.discipline.network;
