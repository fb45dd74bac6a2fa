package org.timeball.firmware.appliance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is pure decides and does not act; a library ends in the module that owns it; native code stays in {@code linux}. */
@Execution(ExecutionMode.CONCURRENT)
class PurityTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(Checkout.modules().stream().map(PurityTest::classesOf).toList());

    /** Cores: packages of deciding code in modules that also hold a package {@code net}. */
    private static final List<String> CORES = List.of(
            "server/control",
            "server/ntp",
            "server/key-exchange",
            "server/client",
            "server/discovery",
            "server/alerts");

    /** A library's packages, and the only ones that may name them. */
    record Owned(String library, String... owners) {
        @Override
        public String toString() {
            return library;
        }
    }

    static final List<Owned> OWNED = List.of(
            new Owned("io.netty..", "org.timeball.server.keyexchange.net..", "org.timeball.web.appliance.connection.."),
            new Owned(
                    "org.bouncycastle..",
                    "org.timeball.server.certificates..",
                    "org.timeball.server.keyexchange.net.tls.."),
            new Owned("jakarta.mail..", "org.timeball.server.alerts.net.."),
            new Owned("org.eclipse.angus..", "org.timeball.server.alerts.net.."),
            new Owned("org.eclipse.paho..", "org.timeball.server.alerts.net.."),
            new Owned("org.xbill..", "org.timeball.server.discovery.net.."),
            new Owned("com.fazecast..", "org.timeball.firmware.board.."),
            new Owned("com.pi4j..", "org.timeball.firmware.board.gpio.."),
            new Owned("org.tomlj..", "org.timeball.server.state.."),
            new Owned("com.github.difflib..", "org.timeball.server.state.edit.."),
            new Owned("tools.jackson..", "org.timeball.server.control..", "org.timeball.web.appliance.ntppool.."),
            new Owned("io.micronaut..", "org.timeball.web.."),
            new Owned("reactor..", "org.timeball.web.."),
            new Owned("picocli..", "org.timeball.firmware.appliance..", "org.timeball.firmware.sync.."));

    static Stream<String> pureModules() throws IOException {
        return ModuleTable.read().entrySet().stream()
                .filter(entry -> entry.getValue().isPure())
                .map(java.util.Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("pureModules")
    void pureModulesDecideAndDoNotAct(String module) {
        decidesOnly(new ClassFileImporter().importPath(classesOf(module)));
    }

    @ParameterizedTest
    @FieldSource("CORES")
    void coresActOnlyInTheirPackageNet(String module) {
        var core = new ClassFileImporter()
                .importPath(classesOf(module))
                .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "outside package net", type -> !(type.getPackageName() + '.').contains(".net.")));
        decidesOnly(core);
    }

    private static void decidesOnly(JavaClasses pure) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.logging..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .allowEmptyShould(false)
                .check(pure);
    }

    @ParameterizedTest
    @FieldSource("OWNED")
    void aLibraryEndsInTheModuleThatOwnsIt(Owned owned) {
        noClasses()
                .that()
                .resideOutsideOfPackages(owned.owners)
                .and()
                .resideOutsideOfPackage("gg.jte..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(owned.library)
                .check(ALL);
    }

    @Test
    void nativeCallsAreMadeInTheTwoLinuxModulesAlone() throws IOException {
        for (String module : Checkout.modules()) {
            if (module.endsWith("/linux")) {
                continue;
            }
            try (var files = Files.walk(Checkout.HOME.resolve(module).resolve("src/main"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    assertTrue(
                            !Files.readString(file).contains("\"restricted\""),
                            () -> file + " silences the compiler's fence around native calls");
                }
            }
        }
    }

    /**
     * K29: tags, digests, keys and secrets are compared by {@code MessageDigest.isEqual}, which takes the same time whatever
     * is equal. {@code Opaque} holds what came over the wire in clear.
     */
    @Test
    void secretsAreComparedInConstantTime() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.timeball.server.protocol..",
                        "org.timeball.server.keyexchange..",
                        "org.timeball.server.certificates..",
                        "org.timeball.server.state..")
                .and()
                .doNotHaveFullyQualifiedName("org.timeball.server.protocol.Opaque")
                .should()
                .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "octets are compared one by one, ending at the first that differs", PurityTest::endsEarly))
                .allowEmptyShould(false)
                .check(ALL);
    }

    private static boolean endsEarly(JavaMethodCall call) {
        var owner = call.getTargetOwner();
        var name = call.getName();
        boolean isOfOctets =
                call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(byte[].class));
        boolean isBuffer = owner.isEquivalentTo(java.nio.ByteBuffer.class)
                || owner.isEquivalentTo(java.lang.foreign.MemorySegment.class);
        return owner.isEquivalentTo(java.util.Arrays.class)
                        && isOfOctets
                        && List.of("equals", "mismatch", "compare").contains(name)
                || isBuffer && List.of("equals", "mismatch", "compareTo").contains(name);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?")
                .andShould()
                .haveNameNotMatching(".*\\.Abstract[A-Z]\\w*")
                .check(ALL);
    }

    private static Path classesOf(String module) {
        return Checkout.HOME.resolve(module).resolve("target/classes");
    }
}
