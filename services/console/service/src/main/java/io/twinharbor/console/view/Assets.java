package io.twinharbor.console.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/** Addresses of styles and scripts that change with what is in them, so that browsers may keep them. */
@Named
@ApplicationScoped
public class Assets {

    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    public String of(String name) {
        return addresses.computeIfAbsent(name, Assets::address);
    }

    private static String address(String name) {
        var resource = FacesContext.getCurrentInstance().getApplication().getResourceHandler().createResource(name);
        var content = new CRC32();
        try (var bytes = resource.getInputStream()) {
            content.update(bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String path = resource.getRequestPath();
        return path + (path.contains("?") ? "&" : "?") + "is=" + Long.toHexString(content.getValue());
    }
}
