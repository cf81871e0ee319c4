package io.twinharbor.console.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Tells whoever did something what came of it, in the words of the bundle. */
@Named
@ApplicationScoped
public class Say {

    private static final String BUNDLE = "io.twinharbor.console.messages";
    /** Whatever the server's own language is. */
    private static final ResourceBundle.Control ONLY_THAT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** A text of the bundle, filled in. */
    public String text(String key, Object... values) {
        String found = ResourceBundle.getBundle(BUNDLE, locale(), ONLY_THAT).getString(key);
        return values.length == 0 ? found : new MessageFormat(found, locale()).format(values);
    }

    /** The page's. */
    public Locale locale() {
        var context = FacesContext.getCurrentInstance();
        return context == null || context.getViewRoot() == null ? Locale.ENGLISH : context.getViewRoot().getLocale();
    }

    /** Something went wrong, and the page stays. */
    public void here(String key, Object... values) {
        add(null, FacesMessage.SEVERITY_ERROR, text(key, values));
    }

    /** Something is done, and the page stays. */
    public void done(String key, Object... values) {
        add(null, FacesMessage.SEVERITY_INFO, text(key, values));
    }

    /** What is wrong with a field, by its id in the form {@code form}; null if it is no field's. */
    public void beside(String field, String words) {
        add(field == null ? null : "form:" + field, FacesMessage.SEVERITY_ERROR, words);
    }

    /** Something is done; says so on the page that comes next, and goes there. */
    public String onNextPage(String key, String what, String page) {
        FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
        add(null, FacesMessage.SEVERITY_INFO, text(key, what));
        return page + (page.contains("?") ? "&" : "?") + "faces-redirect=true";
    }

    private static void add(String client, FacesMessage.Severity severity, String words) {
        FacesContext.getCurrentInstance().addMessage(client, new FacesMessage(severity, words, words));
    }
}
