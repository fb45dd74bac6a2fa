/**
 * What is said of an oscillator in figures: Allan's deviation and those that came after it.
 *
 * <p><b>Rule.</b> Pure: an array of phases in, numbers out.
 */
package org.timeball.refclock.time.stability;
