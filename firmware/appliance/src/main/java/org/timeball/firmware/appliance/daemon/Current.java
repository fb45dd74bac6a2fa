package org.timeball.firmware.appliance.daemon;

/**
 * What holds now, until a configuration that is read anew says otherwise. Thread-safe: set by one thread, read by any.
 *
 * @param <T> an immutable value
 */
final class Current<T> {

    private volatile T value;

    Current(T first) {
        value = first;
    }

    T get() {
        return value;
    }

    void set(T next) {
        value = next;
    }
}
