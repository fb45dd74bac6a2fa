/**
 * What is told to somebody who is not looking: decided here, delivered in package {@code net}.
 *
 * <p>{@link org.timeball.server.alerts.Findings} says what is so, {@link org.timeball.server.alerts.AlertBook} when it is worth
 * a message, {@link org.timeball.server.alerts.AlertWords} how it is said, {@link org.timeball.server.alerts.Outbox} when a
 * channel tries to deliver it.
 *
 * <p><b>Rules.</b> Whether something lasts is measured by a monotonic clock that the caller reads; UTC is only written down, for
 * a box that looks for its time has none to measure by. Nothing here opens, waits or logs.
 */
package org.timeball.server.alerts;
