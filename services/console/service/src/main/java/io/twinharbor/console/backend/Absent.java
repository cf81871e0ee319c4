package io.twinharbor.console.backend;

import jakarta.json.JsonValue;

/** This installation has nobody to ask. */
public class Absent extends Refused {

    private static final long serialVersionUID = 1L;

    public Absent() {
        super(0, JsonValue.EMPTY_JSON_OBJECT);
    }
}
