/**
 * Where the responder meets the network.
 *
 * <p><b>Rule.</b> The only package of this module that knows a socket; what to answer is decided beside it.
 */
package org.timeball.server.ntp.net;
