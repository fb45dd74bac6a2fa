package org.timeball.web.appliance.door;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names by which this server lets itself be called: those of its certificate and of its configuration, {@code localhost},
 * and every address in numbers, as no stranger's name can be made to lead here without its name in the request.
 *
 * @param names lower case
 */
public record HostNames(Set<String> names) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    /** Copies the set. */
    public HostNames {
        names = Set.copyOf(names);
    }

    /** These and {@code localhost}; a name that begins with {@code *.} stands for one label before the rest. */
    public static HostNames of(Collection<String> names) {
        return new HostNames(Stream.concat(names.stream(), Stream.of("localhost"))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
    }

    /** Whether a {@code Host} header names this server. */
    boolean holds(String header) {
        String host = PORT.matcher(header.toLowerCase(Locale.ROOT)).replaceFirst("");
        return IPV4.matcher(host).matches()
                || IPV6.matcher(host).matches()
                || names.contains(host)
                || host.indexOf('.') > 0 && names.contains("*" + host.substring(host.indexOf('.')));
    }
}
