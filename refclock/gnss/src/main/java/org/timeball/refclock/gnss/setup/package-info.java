/**
 * Finding a receiver's baud rate and setting the receiver up, as dialogues without a port: messages and a reading of a
 * monotonic clock in, what to do next out.
 *
 * <p><b>Rule.</b> Nothing is sent to a receiver that has not shown what it is, or been declared by its operator; u-blox
 * bytes go to u-blox receivers alone and MediaTek sentences to MediaTek receivers alone. Nothing is saved unless asked
 * for. What was written is read back.
 *
 * <p>Times are nanoseconds of any monotonic clock, of which only differences count.
 */
package org.timeball.refclock.gnss.setup;
