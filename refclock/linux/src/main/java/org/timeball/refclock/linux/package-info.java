/**
 * The Linux kernel's side of the reference clock, called through the foreign function API: pulses stamped by the
 * kernel, the clock it keeps, and pseudo-terminals on which a receiver can be played.
 *
 * <p><b>Platform.</b> Linux on x86_64 or aarch64, which have the same layouts and numbers here, with glibc 2.32 or
 * later. Anywhere else the first use of a class fails and says so; nothing is emulated.
 *
 * <p><b>Units.</b> As in {@link org.timeball.refclock.time}; the kernel's own units stay inside this package.
 *
 * <p><b>Rule.</b> Adapters only: nothing here decides about time. Every failing call becomes a
 * {@link org.timeball.refclock.time.DeviceException} that names the call, its operands, the error and a remedy.
 * Native memory comes from automatic arenas, so that no thread can meet memory freed by another.
 */
package org.timeball.refclock.linux;
