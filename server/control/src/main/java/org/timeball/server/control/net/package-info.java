/**
 * The control socket as its users hold it: where it is found, the client, and the channel of lines that both ends share.
 *
 * <p><b>Rule.</b> Adapters only: what a line means is decided in {@link org.timeball.server.control}. Every call that
 * waits has a limit, so that a daemon that hangs does not hang its callers.
 */
package org.timeball.server.control.net;
