/**
 * What pool.ntp.org says of this server: the score by which it gives out its addresses, and the link by which somebody proves that
 * they are theirs. Asked seldom and by name, and only where the configuration names an address that is registered there.
 */
package org.timeball.web.appliance.ntppool;
