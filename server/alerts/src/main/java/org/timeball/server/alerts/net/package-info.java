/**
 * Brings messages to those who are not looking.
 *
 * <p><b>Rules.</b> Nothing here decides what is told. A channel is used by one virtual thread at a time, has deadlines for
 * whatever it waits for, and checks by TLS whom it talks to. Secrets are read from their files when they are used, and are in no
 * exception's message.
 */
package org.timeball.server.alerts.net;
