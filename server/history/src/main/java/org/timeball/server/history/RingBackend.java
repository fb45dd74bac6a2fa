package org.timeball.server.history;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rrd4j.core.RrdBackend;
import org.rrd4j.core.RrdBackendAnnotation;
import org.rrd4j.core.RrdBackendFactory;

/** Lets the ring database's library keep its octets in a {@link PageFile}. */
final class RingBackend extends RrdBackend {

    private final PageFile pages;

    private RingBackend(String path, PageFile pages) {
        super(path);
        this.pages = pages;
    }

    /** For the one file that is there. */
    @RrdBackendAnnotation(name = "TIMEBALL", shouldValidateHeader = true)
    static final class Factory extends RrdBackendFactory {

        private final PageFile pages;

        Factory(PageFile pages) {
            this.pages = pages;
        }

        @Override
        protected RrdBackend open(String path, boolean readOnly) {
            return new RingBackend(path, pages);
        }

        @Override
        public boolean canStore(URI place) {
            return true;
        }

        @Override
        public URI getUri(String path) {
            return Path.of(path).toUri();
        }

        @Override
        public String getPath(URI place) {
            return place.getPath();
        }

        @Override
        protected boolean exists(String path) {
            return Files.exists(Path.of(path));
        }
    }

    @Override
    protected void write(long offset, byte[] octets) throws IOException {
        pages.write(offset, octets);
    }

    @Override
    protected void read(long offset, byte[] octets) throws IOException {
        pages.read(offset, octets);
    }

    @Override
    public long getLength() throws IOException {
        return pages.length();
    }

    /** The library makes files by another backend. */
    @Override
    protected void setLength(long length) throws IOException {
        throw new IOException("the file has its length, and is not to have " + length + " octets");
    }

    @Override
    protected void close() throws IOException {
        pages.close();
    }
}
