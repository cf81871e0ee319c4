-- Every change of a user leaves an event in the same transaction. A trigger writes it, with its owner's rights:
-- the application can neither change a user without an event, nor make an event up.
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- A consumer reads only below pg_snapshot_xmin(pg_current_snapshot()): ids are given before commits, so order by
    -- id alone would let it pass over an event whose transaction was still open.
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    type        text NOT NULL CHECK (type IN ('user.created', 'user.changed', 'user.deactivated', 'user.deleted')),
    user_id     bigint NOT NULL,
    actor       text NOT NULL,
    trace_id    text,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    -- Kept as it was written and read as a whole: json costs an import a third of what jsonb does.
    before      json,
    after       json
);

-- The user as an event shows it: all columns but the derived one.
CREATE FUNCTION user_to_json(u users) RETURNS json
    LANGUAGE sql STABLE AS
$$
SELECT row_to_json(shown) FROM (
    SELECT u.id, u.email, u.display_name, u.roles, u.active, u.version, u.created_at, u.changed_at) AS shown
$$;

CREATE FUNCTION users_to_outbox() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    who text := coalesce(nullif(current_setting('twinharbor.actor', true), ''), session_user);
    trace text := nullif(current_setting('twinharbor.trace_id', true), '');
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO outbox (type, user_id, actor, trace_id, after)
        SELECT 'user.created', n.id, who, trace, user_to_json(n) FROM new_users n;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO outbox (type, user_id, actor, trace_id, before, after)
        SELECT CASE WHEN o.active AND NOT n.active THEN 'user.deactivated' ELSE 'user.changed' END,
               n.id, who, trace, user_to_json(o), user_to_json(n)
        FROM old_users o JOIN new_users n USING (id);
    ELSE
        INSERT INTO outbox (type, user_id, actor, trace_id, before)
        SELECT 'user.deleted', o.id, who, trace, user_to_json(o) FROM old_users o;
    END IF;
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION users_to_outbox() FROM PUBLIC;

CREATE TRIGGER users_created AFTER INSERT ON users
    REFERENCING NEW TABLE AS new_users FOR EACH STATEMENT EXECUTE FUNCTION users_to_outbox();
CREATE TRIGGER users_changed AFTER UPDATE ON users
    REFERENCING OLD TABLE AS old_users NEW TABLE AS new_users FOR EACH STATEMENT EXECUTE FUNCTION users_to_outbox();
CREATE TRIGGER users_deleted AFTER DELETE ON users
    REFERENCING OLD TABLE AS old_users FOR EACH STATEMENT EXECUTE FUNCTION users_to_outbox();

GRANT SELECT ON outbox TO accounts_app, accounts_reader;
