-- Distributes a migrated database over a Citus cluster, once, as the role of the app:
--
--   psql "$DIRECT_URL" -v ON_ERROR_STOP=1 -1 -f prisma/citus.sql
--
-- docs/scaling.md says what this means, and what comes before and after it. Without Citus, delete this file: the app does not read it.
--
-- Not named here, so that they stay plain tables of the coordinator:
--   Activity             append-only, read by user and time. Its unique "attempt" cannot be enforced over several machines.
--   DeviceAuthorization  a few rows for ten minutes, with two unique keys ("deviceCode", "userCode").
--   Connection, ConnectionDomain   small, and changed by administrators only.
--   Note, and your tables with a foreign key to "User"   Citus manages them on the coordinator by itself.

-- Several shards are changed one after the other: a transaction that changed them at once could not write to "User" any more.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET citus.multi_shard_modify_mode = ''sequential''', current_database());
END
$$;

-- A write that returns an enum, as `db.user.update` does, converts it to text, and must do that by a function that Citus may call on any
-- machine. Any other enum of "User", "Account" or a distributed table needs the same two statements.
CREATE FUNCTION "Role_text"("Role") RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
  AS 'BEGIN RETURN textin(enum_out($1)); END';
CREATE CAST ("Role" AS text) WITH FUNCTION "Role_text"("Role");

-- A distributed table can enforce a unique key only if it contains the column by which the table is distributed.
ALTER TABLE "Session" DROP CONSTRAINT "Session_pkey", ADD CONSTRAINT "Session_pkey" PRIMARY KEY ("id", "sessionToken");
-- The rows of an unlogged table cannot be moved while the app writes to it.
ALTER TABLE "RateLimit" SET LOGGED;

-- A copy on each machine, so that a session is joined with its user on the machine that has the session.
SELECT create_reference_table('"User"');
SELECT create_reference_table('"Account"');
-- Read at each request, by the hash of a random token: one shard has it.
SELECT create_distributed_table('"Session"', 'sessionToken');
-- Moves independently of Session. Its cleanup asks all shards, so they are few.
SELECT create_distributed_table('"RateLimit"', 'key', colocate_with => 'none', shard_count => 8);
