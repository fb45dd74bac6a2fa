package org.timeball.server.linux.nettle;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * The library's functions by their names. Addresses are plain numbers: the memory is kept by who calls.
 *
 * <p>The two AEADs have functions of one shape: context, length and address of the nonce, of the associated data, length
 * of what comes out, where to, where from.
 */
final class NettleLibrary {

    /** The library's name since nettle 3.5. */
    static final String NAME = "libnettle.so.8";

    private static final FunctionDescriptor SET_KEY = FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor ENCRYPT = FunctionDescriptor.ofVoid(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor DECRYPT = FunctionDescriptor.of(
            JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private NettleLibrary() {}

    /** Whether there is a library of that name with all those functions. */
    @SuppressWarnings("restricted") // this module is where that is allowed
    static boolean hasFunctions(String library, List<String> functions) {
        try {
            var found = SymbolLookup.libraryLookup(library, Arena.global());
            return functions.stream().allMatch(name -> found.find(name).isPresent());
        } catch (IllegalArgumentException missing) {
            return false;
        }
    }

    /** {@code void (context, key)}. */
    static MethodHandle setKey(String name) {
        return bind(name, SET_KEY);
    }

    /** {@code void (context, nonce, associated data, length sealed, destination, source)}, lengths before addresses. */
    static MethodHandle encrypt(String name) {
        return bind(name, ENCRYPT);
    }

    /** {@code int (context, nonce, associated data, length opened, destination, source)}, 0 if it does not open. */
    static MethodHandle decrypt(String name) {
        return bind(name, DECRYPT);
    }

    /** A call takes less than a microsecond, and none of the heap, so it need not let the collector in. */
    @SuppressWarnings("restricted") // this module is where that is allowed
    private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
        var library = SymbolLookup.libraryLookup(NAME, Arena.global());
        return Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(name), descriptor, Linker.Option.critical(false));
    }

    static AssertionError misbound(Throwable thrown) {
        return new AssertionError("the library's functions throw nothing", thrown);
    }
}
