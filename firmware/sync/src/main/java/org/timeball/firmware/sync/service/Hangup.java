package org.timeball.firmware.sync.service;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.SignalAction;

/**
 * The signal SIGHUP, by which a daemon is told to read its configuration again ({@code systemctl reload}); without this it
 * ends a Java process.
 *
 * <p>The JDK has no supported way to a signal. {@code sun.misc.Signal} has been in it, exported by the module
 * {@code jdk.unsupported}, all along; it is reached by reflection, because the compiler will not have it named. It leaves a
 * signal alone that is ignored, as nohup has it and all that a process with jSerialComm starts: a daemon is to read its
 * configuration again all the same, so that is taken back before. And jSerialComm has it ignored when it is loaded: it is put
 * back after that, and now and then.
 */
public final class Hangup {

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private final SignalAction installed;
    private Optional<Runnable> action = Optional.empty();
    private boolean isMissed;

    private Hangup() throws DeviceException {
        SignalAction.byDefault(SignalAction.SIGHUP).restore();
        handle();
        installed = SignalAction.of(SignalAction.SIGHUP);
    }

    /**
     * Has the signal heeded from now on, in place of ending the process.
     *
     * @throws IllegalStateException if this JDK has no signals any more, or the kernel has not this one
     */
    public static Hangup heeded() {
        try {
            return new Hangup();
        } catch (DeviceException refused) {
            throw new IllegalStateException("every Unix has SIGHUP", refused);
        }
    }

    /**
     * Has this done at each one, and at once if one has come since it is heeded: a daemon can be told to read its
     * configuration again while it still starts by the old one.
     *
     * @param wanted quick; runs on a thread of the JVM's, or on this one
     */
    public synchronized void does(Runnable wanted) {
        action = Optional.of(wanted);
        if (isMissed) {
            isMissed = false;
            wanted.run();
        }
    }

    /** One has come; for any thread. */
    synchronized void heard() {
        action.ifPresentOrElse(Runnable::run, () -> isMissed = true);
    }

    /** Has it heeded again where a library has changed that; costs a microsecond. */
    public void keep() {
        try {
            installed.restore();
        } catch (DeviceException refused) {
            throw new IllegalStateException("what was done at SIGHUP once cannot be put back", refused);
        }
    }

    private void handle() {
        try {
            var signal = Class.forName(SIGNAL);
            var handler = Class.forName(HANDLER);
            InvocationHandler told = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    heard();
                    yield proxy; // nobody looks: it returns nothing
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> HANDLER;
            };
            var proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, told);
            var hangup = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(signal, hangup, proxy);
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException("this JDK has no " + SIGNAL, gone);
        }
    }
}
