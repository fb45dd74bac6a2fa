package org.timeball.firmware.appliance.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The source tree this test runs in: its modules in build order, and what their POMs say they use. */
final class Checkout {

    static final Path HOME = findHome();

    private Checkout() {}

    /**
     * One dependency of a module's POM.
     *
     * @param groupId    Maven's group
     * @param artifactId Maven's artifact
     * @param isTest     whether it is there for tests alone
     */
    record Dependency(String groupId, String artifactId, boolean isTest) {

        boolean isOurs() {
            return groupId.equals("org.timeball");
        }
    }

    /** The modules, as folders relative to the home and in the order of the parent POM. */
    static List<String> modules() {
        return texts(read(HOME.resolve("pom.xml")).getElementsByTagName("module"));
    }

    /** The artifact a module's folder makes: {@code server/key-exchange} makes {@code server-key-exchange}. */
    static String artifact(String module) {
        return module.replace('/', '-');
    }

    static List<Dependency> dependencies(String module) {
        var nodes = read(HOME.resolve(module).resolve("pom.xml")).getElementsByTagName("dependency");
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .map(element -> new Dependency(
                        text(element, "groupId"),
                        text(element, "artifactId"),
                        text(element, "scope").equals("test")))
                .toList();
    }

    private static Document read(Path pom) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile());
        } catch (IOException | SAXException | ParserConfigurationException broken) {
            throw new AssertionError("cannot read " + pom, broken);
        }
    }

    private static String text(Element element, String tag) {
        var found = texts(element.getElementsByTagName(tag));
        return found.isEmpty() ? "" : found.getFirst();
    }

    private static List<String> texts(NodeList nodes) {
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent().trim())
                .toList();
    }

    private static Path findHome() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("docs/architecture.md"))) {
                return folder;
            }
        }
        throw new UncheckedIOException(
                new IOException("no docs/architecture.md above " + Path.of("").toAbsolutePath()));
    }
}
