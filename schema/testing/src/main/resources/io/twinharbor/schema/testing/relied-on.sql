-- What a version that runs on this schema relies on. A promise must not go; a limit must not come to what was there before.
WITH space AS (
    SELECT oid, nspname, nspacl, nspowner FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), relation AS (
    SELECT c.*, c.oid::regclass::text AS name FROM pg_class c JOIN space ON space.oid = c.relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND relname <> 'flyway_schema_history'
), columns AS (
    SELECT r.name, a.*, pg_get_expr(d.adbin, d.adrelid) AS given
    FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
         LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
    WHERE r.relkind <> 'S'
), routine AS (
    SELECT p.*, p.oid::regprocedure::text AS signature FROM pg_proc p JOIN space ON space.oid = p.pronamespace
), granted AS (
    SELECT name, '' AS part, relowner AS owner,
           coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)) AS rights FROM relation
    UNION ALL SELECT c.name, attname, relowner, attacl FROM columns c JOIN relation r ON r.oid = attrelid
    UNION ALL SELECT proname, '', proowner, coalesce(proacl, acldefault('f', proowner)) FROM routine
    UNION ALL SELECT nspname, '', nspowner, coalesce(nspacl, acldefault('n', nspowner)) FROM space
), uniqueness AS (
    SELECT name, 'is UNIQUE ' || regexp_replace(pg_get_indexdef(indexrelid), '^.* (?=USING )', '') AS meaning
    FROM relation r JOIN pg_index i ON i.indrelid = r.oid WHERE indisunique AND indisvalid
)
SELECT 'promise' AS kind, name, '' AS part, 'is there' AS meaning FROM relation
UNION ALL SELECT 'promise', name, attname, 'is ' || format_type(atttypid, NULL) FROM columns
UNION ALL SELECT 'promise', name, attname, CASE WHEN attnotnull THEN 'is never null' ELSE 'may be null' END FROM columns
UNION ALL SELECT 'promise', name, attname, 'is ' || given || ' by itself' FROM columns WHERE given IS NOT NULL
UNION ALL SELECT 'promise', name, attname, 'is numbered by itself' FROM columns WHERE attidentity <> ''
UNION ALL SELECT 'promise', proname, '', 'may be called as ' || signature || ', for ' || coalesce(pg_get_function_result(oid), 'nothing')
          FROM routine
UNION ALL SELECT 'promise', name, tgname, 'fires: ' || pg_get_triggerdef(t.oid) FROM relation r JOIN pg_trigger t ON tgrelid = r.oid
          WHERE NOT tgisinternal AND tgenabled <> 'D'
UNION ALL SELECT 'promise', enumtypid::regtype::text, '', 'may be ' || quote_literal(enumlabel) FROM pg_enum
UNION ALL SELECT 'promise', name, part, 'lets ' || CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END || ' ' || privilege_type
          FROM granted, aclexplode(rights) WHERE grantee <> owner
UNION ALL SELECT 'promise', name, '', meaning FROM uniqueness
UNION ALL SELECT 'limit', name, '', meaning FROM uniqueness
UNION ALL SELECT 'limit', name, attname, 'is no more than ' || format_type(atttypid, atttypmod) FROM columns WHERE atttypmod <> -1
UNION ALL SELECT 'limit', name, '', 'has to be given ' || attname FROM columns WHERE attnotnull AND given IS NULL AND attidentity = ''
UNION ALL SELECT 'limit', coalesce(name, contypid::regtype::text), '', 'holds to ' || replace(pg_get_constraintdef(c.oid), ' NOT VALID', '')
          FROM pg_constraint c LEFT JOIN relation r ON r.oid = conrelid WHERE contype IN ('c', 'f', 'x') AND (r.oid = conrelid OR contypid <> 0)
UNION ALL SELECT 'limit', name, '', 'is shown by its policies alone' FROM relation WHERE relrowsecurity
