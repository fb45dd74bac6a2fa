/**
 * Authenticated encryption as NTS uses it: AES-SIV-CMAC and AES-GCM-SIV, in the caller's arrays and without allocation.
 *
 * <p><b>Two kinds of AES.</b> A key that serves one packet is scheduled by {@link
 * org.timeball.server.protocol.aead.TableAes}, a key that serves for a day by {@link
 * org.timeball.server.protocol.aead.PlatformAes}; why, and what each costs, stands there.
 *
 * <p><b>Secrets.</b> Tags are compared in constant time, plaintexts that were not authentic are wiped, and no type prints
 * a key. Instances belong to one thread.
 */
package org.timeball.server.protocol.aead;
