/**
 * An NTP client with NTS that decides and does not act: readings of clocks and packets in, packets and measurements out.
 *
 * <p>{@link org.timeball.server.client.Association} is the whole of it: it says what to do {@link
 * org.timeball.server.client.Step next} and judges what is {@link org.timeball.server.client.Heard heard}. Package
 * {@code nts} holds what is of NTS alone, package {@code net} does what an association says, with sockets, threads, names
 * and files.
 *
 * <p><b>Units and signs.</b> An instant on the local clock is {@code …RawNanos}, since the Unix epoch; {@code nowNanos} is
 * a reading of a clock that nobody sets, from any zero, and measures intervals alone. A difference is {@code …Seconds}; an
 * offset is positive when the local clock is <em>behind</em> the server.
 *
 * <p><b>Hostile bytes are values.</b> What does not belong to the request that is under way changes nothing here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-14">RFC 5905 §14, simple NTP</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915">RFC 8915, network time security</a>
 */
package org.timeball.server.client;
