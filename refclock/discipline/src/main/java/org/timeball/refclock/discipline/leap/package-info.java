/**
 * Leap seconds: the list, the votes on the next one, what is done when it comes, and the smear.
 *
 * <p>Seconds are UTC since the Unix epoch. A leap second is named by the first second after it, always the first of a
 * January or July. A change of +1 is a second inserted before that, which a count of seconds gives the number of its
 * neighbour; −1 is one left out.
 *
 * @see <a href="https://www.itu.int/rec/R-REC-TF.460">ITU-R TF.460, annex 1, section 2</a>
 */
package org.timeball.refclock.discipline.leap;
