/**
 * Charts as values: what a browser draws and what a table says, worked out here so that both say the same.
 *
 * <p><b>Rule.</b> Pure: reports of the control socket in, numbers and words out.
 */
package org.timeball.web.appliance.page.chart;
