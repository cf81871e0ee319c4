package io.twinharbor.console.releases;

import io.twinharbor.console.access.Person;
import io.twinharbor.console.backend.Refused;
import io.twinharbor.console.panel.Panel;
import io.twinharbor.console.panel.Panels;
import io.twinharbor.console.view.Say;
import jakarta.enterprise.inject.TransientReference;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The page of releases: what is live in which cluster, what comes, and what release managers may do about it. */
@Named
@ViewScoped
public class ReleasesPage implements Serializable {

    /** One cluster's part of the page. */
    public record Column(String cluster, Panel<List<Release>> releases) {
    }

    private final transient Releases releases;
    private final transient Promotions promotions;
    private final transient Panels panels;
    private final transient Person person;
    private final transient Say say;

    private transient List<Column> columns = List.of();
    private transient Panel<List<Promotion>> waiting;

    @Inject
    public ReleasesPage(@TransientReference Releases releases, @TransientReference Promotions promotions,
            @TransientReference Panels panels, Person person, Say say) {
        this.releases = releases;
        this.promotions = promotions;
        this.panels = panels;
        this.person = person;
        this.say = say;
    }

    /** For the container's proxy. */
    protected ReleasesPage() {
        this(null, null, null, null, null);
    }

    /** Before anything is shown, and each time when it is looked again. */
    public void begin() {
        String bearer = person.bearer();
        List<Column> asked = new ArrayList<>();
        releases.clusters().forEach(cluster -> asked.add(new Column(cluster, panels.ask(() -> releases.in(bearer, cluster)))));
        columns = asked;
        waiting = panels.ask(promotions::waiting);
    }

    /** Tells a release what to do, if whoever asks may. */
    public void tell(Release release, String order) {
        if (!person.isReleaseManager()) {
            say.here("releases.not.yours");
            return;
        }
        try {
            releases.tell(person.bearer(), person.getName(), release, Order.of(order));
            say.done("releases.told." + order, release.service(), release.cluster());
        } catch (RuntimeException e) {
            say.here("not.done", e.getMessage());
        }
        begin();
    }

    /** Lets a promotion go to production. */
    public void merge(Promotion promotion) {
        if (!person.isReleaseManager()) {
            say.here("releases.not.yours");
            return;
        }
        try {
            promotions.merge(person.getName(), promotion.number(), promotion.commit());
            say.done("promotion.merged", promotion.title());
        } catch (Refused refused) {
            say.here(refused.isForbidden() ? "promotion.forbidden" : "promotion.not.yet");
        } catch (RuntimeException e) {
            say.here("not.done", e.getMessage());
        }
        begin();
    }

    public boolean isWaiting() {
        return waiting != null && waiting.isWaiting() || columns.stream().anyMatch(column -> column.releases().isWaiting());
    }

    public List<Column> getColumns() {
        return columns;
    }

    public Panel<List<Promotion>> getPromotions() {
        return waiting;
    }
}
