/**
 * The guided checks: from {@link org.timeball.server.diagnosis.Facts}, which adapters gather, to what a person is told of
 * them. Each area has a class of its own, and each check a method in it.
 *
 * <p><b>Rule.</b> What is not known is never called good. A check that has only the daemon's word to go by is left out
 * where no daemon answers: that itself is the first thing to see to.
 */
package org.timeball.server.diagnosis;
