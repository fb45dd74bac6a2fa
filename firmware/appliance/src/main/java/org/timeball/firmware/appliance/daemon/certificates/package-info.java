/**
 * The certificates that the daemon keeps: who issues each, when it is renewed, and what people are told of it. What the
 * listeners show is the daemon's {@code CertificateWatch}, which finds what is new in the files.
 */
package org.timeball.firmware.appliance.daemon.certificates;
