/**
 * What may be changed in the daemon, on the socket that changes: one line of JSON a request, one a reply.
 *
 * <p><b>Rule.</b> A request names who asks and from where, because the log wants to know; it is not proven by that: who may
 * ask is said by the socket file's permissions. {@link org.timeball.server.control.admin.AdminAct} is sealed, so that an
 * act that nobody does is an error of the compiler.
 */
package org.timeball.server.control.admin;
