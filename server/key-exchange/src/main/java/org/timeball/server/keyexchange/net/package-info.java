/**
 * The sockets and the TLS of key exchange: Netty around the JDK's TLS 1.3.
 *
 * <p>One event loop thread owns a listener and all its connections, so nothing here is locked, and a flood of
 * handshakes takes one processor at most. Its tasks never block; a handshake's arithmetic, a millisecond or two, is the
 * longest of them.
 *
 * <p><b>Rule.</b> No rule of the protocol is here, and no type of Netty leaves.
 */
package org.timeball.server.keyexchange.net;
