-- squawk-disable-assume-in-transaction
-- What follows the events does it in this order, a page at a time.
DROP INDEX CONCURRENTLY IF EXISTS outbox_position;
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_position ON outbox (transaction, id);
