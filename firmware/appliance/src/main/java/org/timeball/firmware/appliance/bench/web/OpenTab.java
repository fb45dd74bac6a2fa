package org.timeball.firmware.appliance.bench.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** An overview that is open in a tab, on a connection of its own: counts what it is told, and knows the state it shows. */
final class OpenTab implements AutoCloseable {

    private static final Pattern STATE = Pattern.compile("\"state\":\"([a-z-]+)\"");

    private final Browsing browser;
    private final InputStream stream;
    private final AtomicLong octets = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private String state = "";

    private OpenTab(Browsing browser, InputStream stream) {
        this.browser = browser;
        this.stream = stream;
    }

    static OpenTab open(URI home, Path authority) throws WebBenchException, InterruptedException {
        var browser = Browsing.open(home, authority);
        var tab = new OpenTab(browser, browser.follow());
        Thread.ofVirtual().start(tab::read);
        return tab;
    }

    private void read() {
        var line = new StringBuilder();
        byte[] some = new byte[8_192];
        try {
            for (int count = stream.read(some); count >= 0; count = stream.read(some)) {
                octets.addAndGet(count);
                line.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
                for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
                    told(line.substring(0, end));
                    line.delete(0, end + 1);
                }
            }
        } catch (IOException closed) {
            told("data: {\"state\":\"closed\"}");
        }
    }

    /** The bench waits for a state while the reader comes with one. */
    private void told(String line) {
        var found = STATE.matcher(line);
        if (line.startsWith("data:") && found.find()) {
            lock.lock();
            try {
                state = found.group(1);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    long octets() {
        return octets.get();
    }

    /** Seconds until it shows that state, or some other than that; throws when it does not come. */
    double awaitState(String wanted, boolean isOther, int seconds) throws WebBenchException, InterruptedException {
        long begin = System.nanoTime();
        long left = TimeUnit.SECONDS.toNanos(seconds);
        lock.lock();
        try {
            while (state.equals(wanted) == isOther || state.isEmpty()) {
                if (left <= 0) {
                    throw new WebBenchException("an open page shows \"" + state + "\" for " + seconds + " s");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return (System.nanoTime() - begin) * 1e-9;
    }

    @Override
    public void close() {
        browser.close();
    }
}
