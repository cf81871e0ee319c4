package io.twinharbor.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the server is told of its connections, as far as no test has the time to see it at work. */
class DataSourcesTest {

    @Test
    void noConnectionWaitsForEverForAServerThatIsLost() throws Exception {
        NodeList sources = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new File("src/main/liberty/config/database.xml")).getElementsByTagName("properties.postgresql");
        assertEquals(2, sources.getLength());
        for (int i = 0; i < sources.getLength(); i++) {
            Element source = (Element) sources.item(i);
            assertTrue(source.hasAttribute("socketTimeout"), source.getAttribute("applicationName"));
        }
    }
}
