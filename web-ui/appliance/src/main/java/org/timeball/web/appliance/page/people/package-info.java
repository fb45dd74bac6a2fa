/**
 * What the pages say of those on the other end of the network: sources of time, clients, key exchanges.
 *
 * <p><b>Rule.</b> Pure: records of the control socket in, numbers and words out.
 */
package org.timeball.web.appliance.page.people;
