-- What happened, each row bound to all before it: whoever adds one gives what happened, and a trigger numbers it and makes its hash.
CREATE TABLE audit_event (
    seq         bigint PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    -- Where the source is read on after this event.
    position    text COLLATE "C" NOT NULL,
    -- Which event of the source it is. The source gives a number again if it is set back to an earlier time, but not with the same moment.
    source_id   bigint,
    type        text COLLATE "C" NOT NULL,
    user_id     bigint,
    actor       text COLLATE "C" NOT NULL,
    trace_id    text,
    occurred_at timestamptz NOT NULL,
    -- Kept to the letter, as json does and jsonb does not: the hash covers them.
    before      json,
    after       json,
    previous    bytea NOT NULL,
    hash        bytea NOT NULL,
    UNIQUE (source_id, occurred_at)
);

-- Whatever is asked for comes by time.
CREATE INDEX audit_event_time ON audit_event (occurred_at, seq);
CREATE INDEX audit_event_user ON audit_event (user_id, occurred_at, seq);
CREATE INDEX audit_event_actor ON audit_event (actor, occurred_at, seq);
CREATE INDEX audit_event_type ON audit_event (type, occurred_at, seq);

-- The chain up to a row, signed with a key that the database does not have. One for retention lets the rows up to it go.
CREATE TABLE audit_checkpoint (
    seq       bigint NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('seal', 'retention')),
    hash      bytea NOT NULL,
    made_at   timestamptz NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (seq, kind)
);

-- A value with its length in front, so that no two rows look alike to the hash. Java's Canonical makes the same.
CREATE FUNCTION audit_field(value text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$SELECT coalesce(octet_length(value) || ':' || value, '-') || ','$$;

CREATE FUNCTION audit_field(value timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS
$$SELECT audit_field(((extract(epoch FROM value) * 1000000)::bigint)::text)$$;

CREATE FUNCTION audit_chain() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    last record;
BEGIN
    -- Whoever adds waits for whoever is adding, so that nothing is bound to a row that does not stay.
    PERFORM pg_advisory_xact_lock(hashtextextended('audit_event', 0));
    SELECT seq, hash INTO last FROM audit_event ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last.seq, 0) + 1;
    NEW.previous := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
    NEW.recorded_at := clock_timestamp();
    NEW.hash := sha256(NEW.previous || convert_to(
        audit_field(NEW.seq::text) || audit_field(NEW.recorded_at) || audit_field(NEW.position)
        || audit_field(NEW.source_id::text) || audit_field(NEW.type) || audit_field(NEW.user_id::text) || audit_field(NEW.actor) || audit_field(NEW.trace_id) || audit_field(NEW.occurred_at)
        || audit_field(NEW.before::text) || audit_field(NEW.after::text), 'UTF8'));
    RETURN NEW;
END
$$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% keeps what it has: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

-- The last row stays in any case: the next is bound to it, and it says where the source is read on.
CREATE FUNCTION audit_let_go() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS
$$
BEGIN
    IF OLD.seq <= (SELECT max(seq) FROM audit_checkpoint WHERE kind = 'retention')
            AND OLD.seq < (SELECT max(seq) FROM audit_event) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'row % of % is not covered by a checkpoint for retention', OLD.seq, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_event_chained BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_chain();
CREATE TRIGGER audit_event_kept BEFORE UPDATE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_event_let_go BEFORE DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_let_go();
CREATE TRIGGER audit_checkpoint_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

GRANT USAGE ON SCHEMA public TO audit_app, audit_reader, audit_backup;
GRANT SELECT ON audit_event, audit_checkpoint TO audit_app, audit_reader;
GRANT INSERT (position, source_id, type, user_id, actor, trace_id, occurred_at, before, after) ON audit_event TO audit_app;
