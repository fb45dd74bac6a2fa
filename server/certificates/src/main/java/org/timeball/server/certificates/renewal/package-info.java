/**
 * When a certificate is ordered again, and when somebody has to be told that it was not.
 *
 * <p><b>Rules.</b> Pure: dates and attempts in, a decision out. Nothing here reads a clock; a board without time
 * decides nothing.
 */
package org.timeball.server.certificates.renewal;
