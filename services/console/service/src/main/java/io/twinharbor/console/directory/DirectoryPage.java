package io.twinharbor.console.directory;

import io.twinharbor.console.access.Person;
import io.twinharbor.console.panel.Panel;
import io.twinharbor.console.panel.Panels;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The page that lists users. All of it is in its address, so that it can be kept, sent and gone back to. */
@Named
@RequestScoped
public class DirectoryPage {

    private final Accounts accounts;
    private final Panels panels;
    private final Person person;

    private String search;
    private String active;
    private String sort;
    private String cursor;
    private Panel<Accounts.Page> users;

    @Inject
    public DirectoryPage(Accounts accounts, Panels panels, Person person) {
        this.accounts = accounts;
        this.panels = panels;
        this.person = person;
    }

    /** For the container's proxy. */
    protected DirectoryPage() {
        this(null, null, null);
    }

    /** Before anything is shown. */
    public void begin() {
        String bearer = person.bearer();
        Boolean onlyActive = active == null || active.isEmpty() ? null : Boolean.valueOf(active);
        String prefix = search == null || search.isBlank() ? null : search.strip();
        String order = sort == null || sort.isEmpty() ? "email" : sort;
        users = panels.ask(() -> accounts.list(bearer, prefix, onlyActive, order, cursor));
    }

    public Panel<Accounts.Page> getUsers() {
        return users;
    }

    public boolean isFiltered() {
        return search != null && !search.isBlank() || active != null && !active.isEmpty();
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public String getActive() {
        return active;
    }

    public void setActive(String active) {
        this.active = active;
    }

    public String getSort() {
        return sort;
    }

    public void setSort(String sort) {
        this.sort = sort;
    }

    public String getCursor() {
        return cursor;
    }

    public void setCursor(String cursor) {
        this.cursor = cursor;
    }
}
