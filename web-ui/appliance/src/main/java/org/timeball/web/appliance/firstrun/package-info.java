/**
 * What is done once, when a box is new: the steps of its first set-up, how far they went, and what each writes into the
 * configuration's text.
 *
 * <p><b>Rule.</b> It knows neither HTTP nor the daemon: texts go in and come out, and the daemon decides about them. A step is
 * there only where this box can do what it says; those of an image (network, the pulse's pin) come with it.
 */
package org.timeball.web.appliance.firstrun;
