/**
 * The daemon's event log as values: who changed what, when and from where, each bound to the one before it by a digest, so
 * that a line that was altered, added or taken away is seen.
 */
package org.timeball.server.control.event;
