package io.twinharbor.delivery.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.logging.Level;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import jakarta.inject.Singleton;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Makes a page of a report, and a document of the page. */
@Singleton
class Layout {

    /** The one that PDFBox brings: machines without any font make the same document. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final Configuration templates = new Configuration(Configuration.VERSION_2_3_33);

    Layout() {
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
        templates.setClassForTemplateLoading(Layout.class, "/");
        templates.setDefaultEncoding("UTF-8");
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        // What it says is laid out, and no class of ours, or of the server, can be reached from it.
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    }

    String page(Report report) throws IOException {
        StringWriter page = new StringWriter();
        try {
            templates.getTemplate("report.ftlh").process(Map.of("report", report), page);
        } catch (TemplateException e) {
            throw new IOException(e);
        }
        return page.toString().strip();
    }

    byte[] document(String page) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        try (BatikSVGDrawer plots = new BatikSVGDrawer()) {
            new PdfRendererBuilder()
                    .useFastMode()
                    .useFont(() -> PDDocument.class.getResourceAsStream(FONT), "Liberation Sans")
                    .useSVGDrawer(plots)
                    // Nothing is fetched from anywhere.
                    .useUriResolver((base, uri) -> null)
                    .withHtmlContent(page, null)
                    .toStream(document)
                    .run();
        }
        return document.toByteArray();
    }
}
