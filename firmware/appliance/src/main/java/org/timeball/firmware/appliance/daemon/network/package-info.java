/**
 * Servers of the network as the daemon has them beside its receiver, or in its place: how they are asked, and what is told
 * of them.
 */
package org.timeball.firmware.appliance.daemon.network;
