package org.timeball.server.state;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.timeball.server.state.AlertChannel.Address;
import org.timeball.server.state.AlertChannel.Login;
import org.timeball.server.state.AlertChannel.Mail;
import org.timeball.server.state.AlertChannel.Mqtt;
import org.timeball.server.state.AlertChannel.Ntfy;
import org.timeball.server.state.AlertChannel.Security;
import org.timeball.server.state.AlertChannel.Way;
import org.timeball.server.state.AlertChannel.Webhook;

/** Reads {@code [alerts]} and {@code [[alert]]}; limits and defaults are those of {@link AlertTiming} and {@link AlertChannel}. */
final class AlertSection {

    /** These stand in for what was missing or wrong, so that reading can go on; never reach a caller. */
    private static final String NAMELESS = "nameless";

    private static final URI NOWHERE = URI.create("https://nowhere.invalid/");
    private static final Path NO_FILE = Path.of("/dev/null");
    private static final String NO_HOST = "nowhere.invalid";
    private static final String NO_ADDRESS = "nobody@nowhere.invalid";

    private static final String MAIL = "e-mail";
    private static final String WEBHOOK = "webhook";
    private static final String NTFY = "ntfy";
    private static final String MQTT = "mqtt";
    private static final List<String> WAYS = List.of(MAIL, WEBHOOK, NTFY, MQTT);

    /** Of all ways. */
    private static final List<String> KEYS = List.of(
            "host",
            "port",
            "security",
            "user",
            "password-path",
            "from",
            "to",
            "url",
            "url-path",
            "token-path",
            "server",
            "topic-path",
            "tls",
            "topic-prefix",
            "discovery-prefix",
            "device-id",
            "ca-path");

    /** RFC 5321 knows more; whoever has such an address has another, too. */
    private static final Pattern MAIL_ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private static final Pattern BOX_NAME = Pattern.compile("[^\\p{Cntrl}]{1,64}");
    private static final Pattern DEVICE_ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    /** Without what MQTT matches by, and without a slash at either end. */
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,7}");

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    private AlertSection() {}

    /** All of it; what is wrong is reported. */
    static AlertSettings read(ConfigTable top) {
        var channels = new ArrayList<AlertChannel>();
        var names = new HashSet<String>();
        for (var table : top.sections("alert")) {
            var name = name(table, names);
            channels.add(new AlertChannel(
                    name,
                    table.choice("least", List.of(AlertSeverity.values()), AlertSeverity::word, AlertSeverity.WARNING),
                    way(table)));
            table.refuseTheRest();
        }
        if (channels.size() > AlertSettings.MOST_CHANNELS) {
            top.report("alert", "there are more than " + AlertSettings.MOST_CHANNELS, "leave some out");
        }
        return new AlertSettings(timing(top.section("alerts")), channels);
    }

    private static AlertTiming timing(ConfigTable table) {
        var fallback = AlertTiming.DEFAULT;
        var timing = new AlertTiming(
                boxName(table),
                table.integer("quiet-at-start-seconds", AlertTiming.QUIET, fallback.quietAtStartSeconds()),
                table.integer("over-after-seconds", AlertTiming.OVER_AFTER, fallback.overAfterSeconds()),
                table.integer("reminder-hours", AlertTiming.REMINDER, fallback.reminderHours()),
                holdOffs(table.section("hold-off-seconds")));
        table.refuseTheRest();
        return timing;
    }

    private static String boxName(ConfigTable table) {
        var name = table.text("box-name", "");
        if (table.has("box-name") && !BOX_NAME.matcher(name).matches()) {
            table.report("box-name", "that is no name", "write 1 to 64 letters, as \"ntp1\"");
            return "";
        }
        return name;
    }

    private static EnumMap<AlertCondition, Integer> holdOffs(ConfigTable table) {
        var holdOffs = new EnumMap<AlertCondition, Integer>(AlertCondition.class);
        for (var condition : AlertCondition.values()) {
            if (condition.lasts()) {
                table.optionalInteger(condition.word(), AlertTiming.HOLD_OFF)
                        .ifPresent(seconds -> holdOffs.put(condition, seconds));
            }
        }
        table.refuseTheRest();
        return holdOffs;
    }

    private static String name(ConfigTable table, Set<String> names) {
        table.require("name", "\"phone\"");
        var name = table.text("name", NAMELESS);
        if (!AlertChannel.NAME.matcher(name).matches()) {
            table.report(
                    "name",
                    '"' + name + "\" is no name for an alert",
                    "write 1 to 32 small letters, digits and dashes, as \"phone\"");
            return NAMELESS;
        }
        if (table.has("name") && !names.add(name)) {
            table.report("name", name + " is an alert already", "leave one of the two out, or call it otherwise");
        }
        return name;
    }

    private static Way way(ConfigTable table) {
        table.require("by", "\"ntfy\"");
        if (!table.has("by") || !WAYS.stream().anyMatch(way -> table.says("by", way))) {
            table.choice("by", WAYS, Function.identity(), NTFY);
            // Which of them are wrong depends on the way.
            KEYS.forEach(table::has);
            return new Ntfy(NOWHERE, NO_FILE, Optional.empty(), Optional.empty());
        }
        return switch (table.text("by", NTFY)) {
            case MAIL -> mail(table);
            case WEBHOOK -> webhook(table);
            case MQTT -> mqtt(table);
            default -> ntfy(table);
        };
    }

    private static Mail mail(ConfigTable table) {
        var security = table.choice("security", List.of(Security.values()), Security::word, Security.STARTTLS);
        var login = login(table);
        if (login.isPresent() && security == Security.NONE) {
            table.report(
                    "password-path",
                    "with security = \"none\" the password would go in clear",
                    "write security = \"starttls\", or leave user and password-path out");
        }
        table.require("from", "\"timeball@example.org\"");
        table.require("to", "[\"you@example.org\"]");
        return new Mail(
                host(table, "smtp.example.org"),
                table.integer("port", TimeballConfig.PORT, security.port()),
                security,
                login,
                mailAddress(table, "from", table.text("from", NO_ADDRESS)),
                recipients(table),
                authorities(table));
    }

    private static List<String> recipients(ConfigTable table) {
        var to = table.texts("to", "[\"you@example.org\"]");
        if (table.has("to") && (to.isEmpty() || to.size() > Mail.MOST_TO)) {
            table.report("to", to.size() + " addresses", "name 1 to " + Mail.MOST_TO);
        }
        return to.stream().map(one -> mailAddress(table, "to", one)).toList();
    }

    private static String mailAddress(ConfigTable table, String key, String address) {
        if (MAIL_ADDRESS.matcher(address).matches()) {
            return address;
        }
        table.report(key, '"' + address + "\" is no address", "write it as \"name@example.org\"");
        return NO_ADDRESS;
    }

    private static Webhook webhook(ConfigTable table) {
        boolean isInFile = table.has("url-path");
        if (isInFile == table.has("url")) {
            table.report(
                    isInFile ? "url-path" : "by",
                    isInFile ? "there is url, too" : "nothing says where to",
                    "write url = \"https://host/path\", or url-path = \"/etc/timeball/webhook\" if the address is a"
                            + " secret");
        }
        var token = optionalFile(table, "token-path");
        Optional<URI> url = table.has("url") ? Optional.of(url(table, "url", NOWHERE, token)) : Optional.empty();
        return new Webhook(
                new Address(isInFile ? Optional.empty() : url, optionalFile(table, "url-path")),
                token,
                authorities(table));
    }

    private static Ntfy ntfy(ConfigTable table) {
        table.require("topic-path", "\"/etc/timeball/ntfy-topic\"");
        var token = optionalFile(table, "token-path");
        return new Ntfy(
                url(table, "server", Ntfy.DEFAULT_SERVER, token),
                table.existingFile("topic-path", NO_FILE),
                token,
                authorities(table));
    }

    private static Mqtt mqtt(ConfigTable table) {
        var host = host(table, "homeassistant.local");
        boolean tls = table.flag("tls", true);
        var login = login(table);
        if (login.isPresent() && !tls && !THIS_MACHINE.contains(host)) {
            table.report(
                    "password-path",
                    "with tls = false the password would go in clear",
                    "leave tls out, or leave user and password-path out");
        }
        if (table.has("ca-path") && !tls) {
            table.report("ca-path", "with tls = false nobody is vouched for", "leave one of the two out");
        }
        var discovery = table.text("discovery-prefix", "homeassistant");
        return new Mqtt(
                host,
                table.integer("port", TimeballConfig.PORT, tls ? Mqtt.TLS_PORT : Mqtt.PLAIN_PORT),
                tls,
                login,
                topic(table, "topic-prefix", table.text("topic-prefix", "timeball")),
                discovery.isEmpty() ? Optional.empty() : Optional.of(topic(table, "discovery-prefix", discovery)),
                deviceId(table),
                authorities(table));
    }

    private static String topic(ConfigTable table, String key, String topic) {
        if (TOPIC.matcher(topic).matches()) {
            return topic;
        }
        table.report(
                key,
                '"' + topic + "\" is no beginning of a topic",
                "write letters, digits, dashes and slashes between");
        return "nowhere";
    }

    private static Optional<String> deviceId(ConfigTable table) {
        if (!table.has("device-id")) {
            return Optional.empty();
        }
        var id = table.text("device-id", "timeball");
        if (!DEVICE_ID.matcher(id).matches()) {
            table.report("device-id", '"' + id + "\" is none", "write 1 to 32 letters, digits, dashes and underscores");
            return Optional.empty();
        }
        return Optional.of(id);
    }

    private static String host(ConfigTable table, String example) {
        table.require("host", '"' + example + '"');
        var host = table.text("host", NO_HOST);
        var problem = HostName.problem(host);
        problem.ifPresent(what -> table.report("host", what, HostName.ADVICE));
        return problem.isPresent() ? NO_HOST : host;
    }

    private static Optional<Login> login(ConfigTable table) {
        var keys = Stream.of("user", "password-path").filter(table::has).toList();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        table.require("user", "\"name\"");
        table.require("password-path", "\"/etc/timeball/mail-password\"");
        return Optional.of(new Login(table.text("user", ""), table.existingFile("password-path", NO_FILE)));
    }

    private static URI url(ConfigTable table, String key, URI fallback, Optional<Path> token) {
        var text = table.text(key, fallback.toString());
        var url = AlertChannel.url(text);
        if (url.isEmpty()) {
            table.report(key, "that is no address of a server", "write it as \"https://host/path\"");
            return NOWHERE;
        }
        if (token.isPresent() && !"https".equals(url.get().getScheme())) {
            table.report("token-path", "without https the token would go in clear", "write https:// in " + key);
        }
        return url.get();
    }

    private static Optional<Path> authorities(ConfigTable table) {
        return optionalFile(table, "ca-path");
    }

    private static Optional<Path> optionalFile(ConfigTable table, String key) {
        return table.has(key) ? Optional.of(table.existingFile(key, NO_FILE)) : Optional.empty();
    }
}
