package io.twinharbor.audit.trail;

/** An event as clients see it, made by the database. */
final class EventJson {

    /** A moment as RFC 3339 has it. */
    static final String TIME = "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    static final String OBJECT = "json_build_object('seq', seq, 'type', type, 'userId', user_id, 'actor', actor,"
            + " 'traceId', trace_id, 'occurredAt', " + TIME.formatted("occurred_at")
            + ", 'recordedAt', " + TIME.formatted("recorded_at") + ", 'position', position, 'sourceId', source_id,"
            + " 'before', before, 'after', after, 'previous', encode(previous, 'hex'), 'hash', encode(hash, 'hex'))";

    private EventJson() {
    }
}
