package io.twinharbor.console.delivery;

/** A service in an environment, with what is known of it in a time and in the time as long before. */
public record Subject(String service, String environment, Figures now, Figures before) {

    /** By which an address names it. */
    public String key() {
        return service + '/' + environment;
    }
}
