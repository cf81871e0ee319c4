-- The version that runs waits behind whatever waits for a table: a migration gives up sooner than production's requests do.
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '30s';
