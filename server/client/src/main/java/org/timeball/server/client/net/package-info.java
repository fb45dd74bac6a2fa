/**
 * Does what an {@link org.timeball.server.client.Association} says, with names, sockets, threads and a file.
 *
 * <p>{@link org.timeball.server.client.net.BlockingClient} asks when it is told to, on the caller's thread; {@link
 * org.timeball.server.client.net.PollingClient} asks for as long as it is open, on a virtual thread of its own. Ten lines
 * are a clock with proof:
 *
 * {@snippet file="Example.java" region="example"}
 */
package org.timeball.server.client.net;
