-- An incident is one firing of one alert. Alertmanager tells of it again and again, and through several of its replicas.
CREATE TABLE incident (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    fingerprint     text NOT NULL,
    starts_at       timestamptz NOT NULL,
    alertname       text NOT NULL,
    severity        text,
    labels          jsonb NOT NULL,
    annotations     jsonb NOT NULL,
    told            bigint NOT NULL DEFAULT 1,
    received_at     timestamptz NOT NULL DEFAULT now(),
    resolved_at     timestamptz,
    investigate_at  timestamptz NOT NULL DEFAULT now(),
    investigated_at timestamptz,
    report          jsonb,
    UNIQUE (fingerprint, starts_at)
);

CREATE INDEX incident_received_at ON incident (received_at, id);
CREATE INDEX incident_to_investigate ON incident (investigate_at) WHERE investigate_at <> 'infinity';

-- What was decided on an incident, once, and written down before anything is done. While it is carried out, a transaction holds the
-- advisory lock hashtextextended(incident_id::text, 0): a row that says "claimed" without that lock was begun by an instance that is gone.
CREATE TABLE decision (
    incident_id   uuid PRIMARY KEY REFERENCES incident ON DELETE CASCADE,
    action        text NOT NULL,
    target        text,
    state         text NOT NULL CHECK (state IN ('claimed', 'done', 'failed', 'interrupted', 'refused', 'dry-run', 'none')),
    reason        text NOT NULL,
    result        text,
    attempts      bigint NOT NULL DEFAULT 0,
    instance      text NOT NULL,
    decided_at    timestamptz NOT NULL DEFAULT now(),
    finished_at   timestamptz
);

CREATE INDEX decision_action ON decision (action, decided_at);
CREATE INDEX decision_target ON decision (target, decided_at);
CREATE INDEX decision_claimed ON decision (incident_id) WHERE state = 'claimed';

-- Whoever stopped all actions, or let them go on: the newest row counts, and the others tell.
CREATE TABLE stop (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stopped boolean NOT NULL,
    actor   text NOT NULL,
    reason  text NOT NULL,
    at      timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE, DELETE ON incident TO responder_app;
GRANT SELECT, INSERT, UPDATE ON decision TO responder_app;
GRANT SELECT, INSERT ON stop TO responder_app;
GRANT SELECT ON incident, decision, stop TO responder_reader;
GRANT USAGE ON SCHEMA public TO responder_app, responder_reader, responder_backup;
