/**
 * What is remembered of clients, in memory that never grows: how often they ask, and how often they may.
 *
 * <p>A client is an IPv4 address, or the upper 64 bits of an IPv6 one, as one host commands all addresses below them
 * (RFC 8504 §6.3). Its port counts for nothing.
 *
 * <p><b>Rule.</b> Pure: addresses and readings of a monotonic clock in, decisions out. One thread owns a table; others may
 * read it while it changes.
 */
package org.timeball.server.ntp.clients;
