/**
 * The daemon as others see it: the records that travel over the control socket, their JSON, and the lines they travel in.
 *
 * <p><b>Signs.</b> Here the sign of an offset is chronyc's, <em>positive = our clock is ahead</em>: it is flipped once,
 * where the daemon fills these records in, and nowhere else. A frequency is positive when the machine's clock runs fast.
 * Instants are seconds or nanoseconds of UTC since the Unix epoch, differences are seconds.
 *
 * <p>A number shown anywhere (page, command, metrics) comes from one of these records, so it is the same everywhere.
 *
 * <p><b>Wire.</b> A Unix stream socket carries one JSON object a line, both ways, UTF-8:
 *
 * <pre>
 * {"v":1,"op":"status"}               → {"v":1,"ok":true,"result":{…}}       a {@link Status}
 * {"v":1,"op":"pulses","count":600}   → {"v":1,"ok":true,"result":[{…},…]}   {@link PulseRecord}s, oldest first
 * {"v":1,"op":"follow"}               → a status reply each second, until the connection is closed
 * anything else                       → {"v":1,"ok":false,"error":"…"}
 * </pre>
 *
 * <p><b>Versions.</b> A field that is not known is skipped, so a newer daemon serves an older command. A field that is
 * missing makes a reply {@link Parsed.Malformed}. A number that is not finite travels as {@code null} and is read as NaN.
 *
 * <p><b>Rule.</b> No I/O, no threads, no clock here: the socket is in package {@code net}.
 */
package org.timeball.server.control;
