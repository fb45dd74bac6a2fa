package org.timeball.web.appliance.connection;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;

/** Tells the guard on which connections something was answered. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AnsweredConnections {

    @ResponseFilter
    void mark(HttpRequest<?> request) {
        if (request instanceof NettyHttpRequest<?> received) {
            received.getChannelHandlerContext()
                    .channel()
                    .attr(ConnectionGuard.ANSWERED)
                    .set(true);
        }
    }
}
