package io.twinharbor.console.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Light or dark: as whoever looks has chosen here, or else as their system is. */
@Named
@RequestScoped
public class Theme {

    private static final String COOKIE = "theme";
    private static final Set<String> NAMES = Set.of("light", "dark");

    private final HttpServletRequest request;

    @Inject
    public Theme(HttpServletRequest request) {
        this.request = request;
    }

    /** For the container's proxy. */
    protected Theme() {
        this(null);
    }

    /** {@code light}, {@code dark}, or {@code system}. */
    public String getName() {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (COOKIE.equals(cookie.getName()) && NAMES.contains(cookie.getValue())) {
                    return cookie.getValue();
                }
            }
        }
        return "system";
    }
}
