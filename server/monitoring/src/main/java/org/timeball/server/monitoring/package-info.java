/**
 * The daemon's side of its two sockets: it answers from what it is given and holds no rule about time. The one only reads,
 * the other changes, and each change is a line of the event log.
 *
 * <p><b>Rule.</b> What a line means is decided in {@link org.timeball.server.control}; here it is received, answered and
 * counted. Access is the file's permissions. Connections, line lengths and waits are bounded, so that no client, however
 * slow or hostile, can hold up another or the daemon.
 */
package org.timeball.server.monitoring;
