package io.twinharbor.console.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Every text that people see is in the bundle, and the bundle has none that nobody sees. */
class MessagesTest {

    private static final Path BUNDLES = Path.of("src/main/resources/io/twinharbor/console");
    private static final Properties BUNDLE = read(BUNDLES.resolve("messages.properties"));
    private static final Path PAGES = Path.of("src/main/webapp");
    private static final Path CODE = Path.of("src/main/java");
    private static final Pattern BY_PAGES = Pattern.compile("msg\\['([^']+)'](?!\\.concat)|say\\.text\\('([^']+)'");
    private static final Pattern BY_CODE = Pattern.compile("\"([a-z]+(?:\\.[a-zA-Z-]+)*)\"");
    /** Keys of which the last part is a word of some answer. */
    private static final Pattern BY_BEGINNING = Pattern.compile("'([a-z.]+\\.)'\\.concat|\"([a-z.]+\\.)\" \\+");
    private static final Set<String> HIDDEN = Set.of("script", "style");
    /** Attributes that people see or hear. */
    private static final Set<String> SHOWN = Set.of("aria-label", "title", "placeholder", "alt", "label", "summary");
    /** What the product is called, and signs. */
    private static final Pattern NO_WORDS = Pattern.compile("#\\{[^}]*}|Twinharbor|&\\w+;");

    @Test
    void everyTextThatAPageAsksForIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path page : files(PAGES, ".xhtml")) {
            found(BY_PAGES, Files.readString(page)).filter(key -> !BUNDLE.containsKey(key))
                    .forEach(key -> missing.add(page.getFileName() + ": " + key));
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyTextIsAskedForBySomebody() throws IOException {
        Set<String> asked = new TreeSet<>();
        Set<String> beginnings = new TreeSet<>();
        for (Path file : Stream.concat(files(PAGES, ".xhtml").stream(), files(CODE, ".java").stream()).toList()) {
            String text = Files.readString(file);
            found(BY_PAGES, text).forEach(asked::add);
            found(BY_CODE, text).forEach(asked::add);
            found(BY_BEGINNING, text).forEach(beginnings::add);
        }
        assertEquals(List.of(), BUNDLE.stringPropertyNames().stream().sorted()
                .filter(key -> !asked.contains(key) && beginnings.stream().noneMatch(key::startsWith)
                        // What explains a text that is told by its state.
                        && beginnings.stream().noneMatch(beginning -> (key + ".").startsWith(beginning))).toList());
    }

    @Test
    void aPageHasNoWordsOfItsOwn() throws Exception {
        List<String> words = new ArrayList<>();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        for (Path page : files(PAGES, ".xhtml")) {
            collect(factory.newDocumentBuilder().parse(page.toFile()), page.getFileName().toString(), words);
        }
        assertEquals(List.of(), words);
    }

    @Test
    void placesForNumbersAndNamesCanBeFilled() {
        for (String key : BUNDLE.stringPropertyNames()) {
            String text = BUNDLE.getProperty(key);
            if (text.contains("{")) {
                assertTrue(new MessageFormat(text).getFormatsByArgumentIndex().length > 0, key);
                assertTrue(!text.replace("''", "").contains("'"), key + " has an apostrophe that takes its places away");
            }
        }
    }

    @Test
    void everyTranslationHasEveryText() throws IOException {
        for (Path file : files(BUNDLES, ".properties")) {
            assertEquals(new TreeSet<>(BUNDLE.stringPropertyNames()), new TreeSet<>(read(file).stringPropertyNames()),
                    file.getFileName().toString());
        }
    }

    private static void collect(Node node, String page, List<String> words) {
        if (node.getNodeType() == Node.TEXT_NODE && !HIDDEN.contains(node.getParentNode().getNodeName())) {
            check(node.getTextContent(), page, words);
        }
        if (node instanceof Element element) {
            SHOWN.forEach(name -> check(element.getAttribute(name), page, words));
        }
        NodeList children = node.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            collect(children.item(i), page, words);
        }
    }

    private static void check(String text, String page, List<String> words) {
        String own = NO_WORDS.matcher(text).replaceAll(" ").strip();
        if (own.codePoints().anyMatch(Character::isLetter)) {
            words.add(page + ": " + own);
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(one -> one.group(1) == null && one.groupCount() > 1 ? one.group(2)
                : one.group(1));
    }


    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static Set<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
