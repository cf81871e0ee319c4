package io.twinharbor.delivery.report;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

import jakarta.activation.DataHandler;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends a report to who wants it by e-mail: the page as the text, the document beside it. */
@Singleton
class Mail {

    private static final Logger LOG = Logger.getLogger(Mail.class.getName());
    private static final String PATIENCE_MILLIS = "10000";

    private final Optional<String> host;
    private final int port;
    private final String from;
    private final Optional<String> to;

    /**
     * @param host the setting {@code MAIL_HOST}; without it nothing is sent
     * @param port the setting {@code MAIL_PORT}
     * @param from the setting {@code MAIL_FROM}
     * @param to   the setting {@code MAIL_TO}: addresses with commas between
     */
    @Inject
    Mail(@ConfigProperty(name = "mail.host") Optional<String> host, @ConfigProperty(name = "mail.port") int port,
            @ConfigProperty(name = "mail.from") String from, @ConfigProperty(name = "mail.to") Optional<String> to) {
        this.host = host;
        this.port = port;
        this.from = from;
        this.to = to;
    }

    void tell(Report report, byte[] page, byte[] document) {
        if (host.isEmpty() || to.isEmpty()) {
            return;
        }
        try {
            Transport.send(message(report, page, document));
        } catch (MessagingException e) {
            LOG.log(Level.WARNING, "The report of {0} was not sent by e-mail: {1}",
                    new Object[] {report.service(), e.getMessage()});
        }
    }

    private Message message(Report report, byte[] page, byte[] document) throws MessagingException {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", host.orElseThrow());
        settings.put("mail.smtp.port", Integer.toString(port));
        settings.put("mail.smtp.starttls.enable", "true");
        settings.put("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        settings.put("mail.smtp.timeout", PATIENCE_MILLIS);
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom(new InternetAddress(from));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to.orElseThrow()));
        message.setSubject(report.service() + ", " + report.from() + " to " + report.to(), "UTF-8");
        MimeBodyPart text = new MimeBodyPart();
        text.setContent(new String(page, StandardCharsets.UTF_8), "text/html; charset=utf-8");
        MimeBodyPart attached = new MimeBodyPart();
        attached.setDataHandler(new DataHandler(new ByteArrayDataSource(document, "application/pdf")));
        attached.setFileName(report.service() + "-" + report.from() + ".pdf");
        Multipart both = new MimeMultipart(text, attached);
        message.setContent(both);
        return message;
    }
}
