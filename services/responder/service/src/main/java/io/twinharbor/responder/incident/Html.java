package io.twinharbor.responder.incident;

import java.util.List;

/** A page as it grows; texts are told apart from markup. */
final class Html {

    private final StringBuilder page = new StringBuilder();

    /** A page begins. */
    Html(String title) {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").append(escape(title))
                .append("</title>\n<link rel=\"stylesheet\" href=\"/incidents/style.css\">\n</head>\n<body>\n<main>\n<h1>")
                .append(escape(title)).append("</h1>\n");
    }

    Html heading(String text) {
        return element("h2", text);
    }

    Html paragraph(String text) {
        return element("p", text);
    }

    private Html element(String name, String text) {
        page.append('<').append(name).append('>').append(escape(text)).append("</").append(name).append(">\n");
        return this;
    }

    Html link(String address, String text) {
        page.append("<p>").append(anchor(address, text)).append("</p>\n");
        return this;
    }

    /** A list of terms and what they mean. */
    Html terms(List<String[]> terms) {
        page.append("<dl>\n");
        terms.forEach(term -> page.append("<dt>").append(escape(term[0])).append("</dt><dd>").append(escape(term[1]))
                .append("</dd>\n"));
        page.append("</dl>\n");
        return this;
    }

    /** A table; cells are markup, made by {@link #escape} or {@link #anchor}. */
    Html table(String caption, List<String> heads, List<List<String>> rows) {
        page.append("<table>\n<caption>").append(escape(caption)).append("</caption>\n<thead><tr>");
        heads.forEach(head -> page.append("<th scope=\"col\">").append(escape(head)).append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
        rows.forEach(row -> {
            page.append("<tr>");
            row.forEach(cell -> page.append("<td>").append(cell).append("</td>"));
            page.append("</tr>\n");
        });
        page.append("</tbody>\n</table>\n");
        return this;
    }

    static String anchor(String address, String text) {
        return "<a href=\"" + escape(address) + "\">" + escape(text) + "</a>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    /** The whole page. */
    @Override
    public String toString() {
        return page + "</main>\n</body>\n</html>\n";
    }
}
