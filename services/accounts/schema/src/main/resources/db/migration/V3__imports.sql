-- While an import runs, its transaction holds the advisory lock hashtextextended(id::text, 0): a row that says
-- "running" without that lock belongs to an instance that is gone.
CREATE TABLE user_import (
    id            uuid PRIMARY KEY,
    format        text NOT NULL,
    mode          text NOT NULL CHECK (mode IN ('all-or-nothing', 'skip-invalid')),
    state         text NOT NULL CHECK (state IN ('running', 'completed', 'rejected', 'failed')),
    actor         text NOT NULL,
    rows_read     bigint NOT NULL DEFAULT 0,
    rows_imported bigint NOT NULL DEFAULT 0,
    rows_rejected bigint NOT NULL DEFAULT 0,
    detail        text,
    started_at    timestamptz NOT NULL DEFAULT now(),
    finished_at   timestamptz
);

CREATE INDEX user_import_started_at ON user_import (started_at);

CREATE TABLE user_import_error (
    import_id uuid NOT NULL REFERENCES user_import ON DELETE CASCADE,
    line      bigint NOT NULL,
    reason    text NOT NULL,
    PRIMARY KEY (import_id, line)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON user_import, user_import_error TO accounts_app;
GRANT SELECT ON user_import, user_import_error TO accounts_reader;
