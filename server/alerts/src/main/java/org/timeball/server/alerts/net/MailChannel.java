package org.timeball.server.alerts.net;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.timeball.refclock.time.Build;
import org.timeball.server.alerts.AlertMessage;
import org.timeball.server.state.AlertChannel.Mail;
import org.timeball.server.state.AlertChannel.Security;

/**
 * Hands messages to a mail server: by TLS from the first octet, or by STARTTLS, without which it says nothing; in clear only where
 * the configuration says so.
 *
 * @param settings who gets them, by which server
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321">RFC 5321</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8314">RFC 8314</a>
 */
public record MailChannel(Mail settings) implements Channel {

    /** For the connection, for each answer, and for each write. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public void deliver(AlertMessage message) throws DeliveryException {
        var session = Session.getInstance(properties());
        try (var transport = (SMTPTransport) session.getTransport("smtp")) {
            var login = settings.login();
            if (login.isPresent()) {
                transport.connect(
                        settings.host(),
                        settings.port(),
                        login.get().user(),
                        Secret.read(login.get().passwordPath()));
            } else {
                transport.connect(settings.host(), settings.port(), null, null);
            }
            var mail = mail(session, message);
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (MessagingException failed) {
            throw new DeliveryException(words(failed), failed);
        }
    }

    private Properties properties() throws DeliveryException {
        String patience = Long.toString(PATIENCE.toMillis());
        var properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", patience);
        properties.put("mail.smtp.timeout", patience);
        properties.put("mail.smtp.writetimeout", patience);
        properties.put("mail.smtp.localhost", "timeball");
        properties.put("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
        properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        // All or nothing: a message is not tried again for half of its readers.
        properties.put("mail.smtp.sendpartial", "false");
        boolean isTls = settings.security() == Security.TLS;
        properties.put("mail.smtp.ssl.enable", Boolean.toString(isTls));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put(
                "mail.smtp.ssl.socketFactory", Trust.context(settings.caPath()).getSocketFactory());
        properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
        return properties;
    }

    private MimeMessage mail(Session session, AlertMessage message) throws MessagingException {
        var mail = new NamedMessage(session, settings.from());
        mail.setFrom(new InternetAddress(settings.from(), true));
        for (String to : settings.to()) {
            mail.addRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
        }
        mail.setSubject(message.title(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(Instant.ofEpochSecond(message.utcSecond())));
        mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday replies
        mail.setHeader("X-Mailer", Build.PROGRAM);
        mail.setHeader("X-Timeball-Condition", message.condition());
        mail.setHeader("X-Timeball-Kind", message.kind().word());
        mail.setText(
                message.text() + "\n\n-- \n" + message.box() + ", " + Build.PROGRAM + "\n",
                StandardCharsets.UTF_8.name());
        mail.saveChanges();
        return mail;
    }

    /** Has a Message-ID of the sender's domain, where the library would write the name of the user and of the machine. */
    private static final class NamedMessage extends MimeMessage {

        private final String from;

        NamedMessage(Session session, String from) {
            super(session);
            this.from = from;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + UUID.randomUUID() + from.substring(from.indexOf('@')) + ">");
        }
    }

    /** A server's words may hold what it was told; of a refused sign-in they are left out. */
    private String words(MessagingException failed) {
        return switch (failed) {
            case AuthenticationFailedException _ -> "the mail server does not accept user and password";
            case SendFailedException refused -> "the mail server refuses the message: " + line(innermost(refused));
            default -> Failure.words(failed, settings.host());
        };
    }

    private static Throwable innermost(SendFailedException refused) {
        return refused.getNextException() instanceof SendFailedException next
                ? innermost(next)
                : Optional.<Throwable>ofNullable(refused.getNextException()).orElse(refused);
    }

    private static String line(Throwable failed) {
        return String.valueOf(failed.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
