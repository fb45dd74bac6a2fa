/**
 * The web process of the box: it follows the daemon by the control socket, serves its pages over TLS and pushes what
 * changed once a second.
 *
 * <p>This package opens sockets, holds threads and speaks Micronaut; it decides nothing about time and formats nothing.
 * What a page says is decided in {@link org.timeball.web.appliance.page}, which is pure.
 *
 * <p><b>Threads.</b> {@link org.timeball.web.appliance.DaemonFeed} owns what is known of the daemon; everybody else gets
 * immutable {@link org.timeball.web.appliance.Scene}s from it.
 */
package org.timeball.web.appliance;
