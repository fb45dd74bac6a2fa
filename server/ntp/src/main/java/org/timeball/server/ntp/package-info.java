/**
 * One NTP request to a reply or a reason for silence, and the count of both.
 *
 * <p><b>Units.</b> Raw readings and UTC are nanoseconds since the Unix epoch, lengths and positions are octets.
 *
 * <p><b>Rule.</b> What is decided here is decided without a socket, a clock or a thread of its own: packets come as
 * memory, time as a snapshot and a reading. The loop that owns the socket lives in the package {@code net}.
 */
package org.timeball.server.ntp;
