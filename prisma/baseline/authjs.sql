-- Changes a database that Auth.js's Prisma adapter created to the schema of the first migration, 20261122000000_init.
-- `npm run db:migrate -- --baseline` checks the columns and then runs it in a transaction. RAISE INFO prints to the owner's
-- terminal. Only the sessions and the unique index on "User"."email" are dropped.

CREATE TABLE IF NOT EXISTS "Session" ();

-- Counts for the owner, with the rows that allow no sign-in.
DO $$
DECLARE
  users BIGINT; accounts BIGINT; sessions BIGINT; tokens BIGINT; unverified BIGINT; stranded BIGINT;
  other BIGINT; kinds TEXT;
BEGIN
  SELECT count(*), count(*) FILTER (WHERE "email" IS NOT NULL AND "emailVerified" IS NULL)
    INTO users, unverified FROM "User";
  SELECT count(*), count(*) FILTER (WHERE COALESCE("access_token", "refresh_token", "id_token") IS NOT NULL),
         count(*) FILTER (WHERE "type" IN ('email', 'credentials', 'webauthn')),
         string_agg(DISTINCT "type", ', ') FILTER (WHERE "type" IN ('email', 'credentials', 'webauthn'))
    INTO accounts, tokens, other, kinds FROM "Account";
  SELECT count(*) INTO sessions FROM "Session";
  SELECT count(*) INTO stranded FROM "User" u WHERE NOT EXISTS (
    SELECT 1 FROM "Account" a WHERE a."userId" = u."id" AND a."type" NOT IN ('email', 'credentials', 'webauthn'));
  RAISE INFO 'Users: %. Accounts: %. All of them stay, with their ids.', users, accounts;
  RAISE INFO 'Sessions dropped: %. Their tokens were not hashed; every user signs in again.', sessions;
  IF tokens > 0 THEN
    RAISE INFO 'Accounts with unsealed tokens: %. They stay, and are sealed at their next use.', tokens;
  END IF;
  IF unverified > 0 THEN
    RAISE INFO 'Users whose address is unverified: %. It stays unverified.', unverified;
  END IF;
  IF other > 0 THEN
    RAISE INFO 'Accounts of types without sign-in here (%): %. They stay.', kinds, other;
  END IF;
  IF stranded > 0 THEN
    RAISE INFO 'Users without any account at a provider: %. They stay, and cannot sign in: '
      'docs/migrate-from-authjs.md says what to do.', stranded;
  END IF;
END $$;

-- One verified row for each address: of those that can sign in, the one that was verified first.
DO $$
DECLARE twin RECORD;
BEGIN
  FOR twin IN
    WITH ranked AS (
      SELECT u."id", u."emailVerified" AS since, first_value(u."id") OVER (
        PARTITION BY lower(u."email")
        ORDER BY EXISTS (
          SELECT 1 FROM "Account" a WHERE a."userId" = u."id" AND a."type" NOT IN ('email', 'credentials', 'webauthn')
        ) DESC, u."emailVerified", u."id"
      ) AS kept
      FROM "User" u WHERE u."email" IS NOT NULL AND u."emailVerified" IS NOT NULL
    )
    UPDATE "User" u SET "emailVerified" = NULL FROM ranked r WHERE u."id" = r."id" AND r."id" <> r.kept
    RETURNING u."id", r.since, r.kept
  LOOP
    RAISE INFO 'User %: the address stays, but no longer counts as verified (it did since %). '
      'User % has the same address and keeps it verified.', twin."id", twin.since, twin.kept;
  END LOOP;
END $$;

-- Several users may have the same unverified address.
DO $$
DECLARE found RECORD;
BEGIN
  FOR found IN
    SELECT i.indexrelid::regclass::TEXT AS name, c.conname
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'u'
    WHERE i.indrelid = '"User"'::regclass AND i.indisunique AND i.indpred IS NULL AND i.indnkeyatts = 1
      AND pg_get_indexdef(i.indexrelid, 1, true) IN ('email', 'lower(email)')
  LOOP
    IF found.conname IS NULL THEN EXECUTE format('DROP INDEX %s', found.name);
    ELSE EXECUTE format('ALTER TABLE "User" DROP CONSTRAINT %I', found.conname);
    END IF;
    RAISE INFO 'Unique index dropped: %. One user per verified address takes its place.', found.name;
  END LOOP;
END $$;

DO $$
BEGIN
  IF to_regtype('"Role"') IS NULL THEN CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN'); END IF;
END $$;

-- "Account" with a composite key, "Session" with one that is not "id".
DO $$
DECLARE held RECORD;
BEGIN
  FOR held IN
    SELECT conrelid::regclass AS owner, conname FROM pg_constraint
    WHERE contype = 'p' AND conrelid IN ('"Account"'::regclass, '"Session"'::regclass)
      AND pg_get_constraintdef(oid) <> 'PRIMARY KEY (id)'
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', held.owner, held.conname);
  END LOOP;
END $$;

DELETE FROM "Session";

ALTER TABLE "User"
  ADD COLUMN IF NOT EXISTS "name" TEXT,
  ADD COLUMN IF NOT EXISTS "image" TEXT,
  ADD COLUMN IF NOT EXISTS "role" "Role" DEFAULT 'USER',
  ADD COLUMN IF NOT EXISTS "createdAt" TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN IF NOT EXISTS "updatedAt" TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP;

ALTER TABLE "Account"
  ADD COLUMN IF NOT EXISTS "id" TEXT DEFAULT gen_random_uuid()::TEXT,
  ADD COLUMN IF NOT EXISTS "email" TEXT,
  ADD COLUMN IF NOT EXISTS "expires_at" INTEGER,
  ADD COLUMN IF NOT EXISTS "token_type" TEXT,
  ADD COLUMN IF NOT EXISTS "scope" TEXT,
  ADD COLUMN IF NOT EXISTS "session_state" TEXT,
  ADD COLUMN IF NOT EXISTS "extra" TEXT,
  ADD COLUMN IF NOT EXISTS "refreshLeaseUntil" TIMESTAMP(3),
  ADD COLUMN IF NOT EXISTS "createdAt" TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN IF NOT EXISTS "updatedAt" TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN IF NOT EXISTS "lastUsedAt" TIMESTAMP(3);

ALTER TABLE "Session"
  ADD COLUMN IF NOT EXISTS "id" TEXT,
  ADD COLUMN IF NOT EXISTS "sessionToken" TEXT,
  ADD COLUMN IF NOT EXISTS "userId" TEXT,
  ADD COLUMN IF NOT EXISTS "expires" TIMESTAMP(3),
  ADD COLUMN IF NOT EXISTS "createdAt" TIMESTAMP(3),
  ADD COLUMN IF NOT EXISTS "lastSeen" TIMESTAMP(3),
  ADD COLUMN IF NOT EXISTS "userAgent" TEXT,
  ADD COLUMN IF NOT EXISTS "address" TEXT,
  ADD COLUMN IF NOT EXISTS "provider" TEXT,
  ADD COLUMN IF NOT EXISTS "providerSid" TEXT;

UPDATE "User" SET
  "role" = COALESCE("role", 'USER'),
  "createdAt" = COALESCE("createdAt", CURRENT_TIMESTAMP),
  "updatedAt" = COALESCE("updatedAt", CURRENT_TIMESTAMP)
WHERE "role" IS NULL OR "createdAt" IS NULL OR "updatedAt" IS NULL;

UPDATE "Account" SET
  "createdAt" = COALESCE("createdAt", CURRENT_TIMESTAMP),
  "updatedAt" = COALESCE("updatedAt", CURRENT_TIMESTAMP),
  "lastUsedAt" = COALESCE("lastUsedAt", "updatedAt", CURRENT_TIMESTAMP);

ALTER TABLE "User"
  ALTER COLUMN "role" SET NOT NULL, ALTER COLUMN "role" SET DEFAULT 'USER',
  ALTER COLUMN "createdAt" SET NOT NULL, ALTER COLUMN "createdAt" SET DEFAULT CURRENT_TIMESTAMP,
  ALTER COLUMN "updatedAt" SET NOT NULL, ALTER COLUMN "updatedAt" SET DEFAULT CURRENT_TIMESTAMP;

ALTER TABLE "Account"
  ALTER COLUMN "id" SET NOT NULL, ALTER COLUMN "id" DROP DEFAULT,
  ALTER COLUMN "userId" SET NOT NULL,
  ALTER COLUMN "type" SET NOT NULL,
  ALTER COLUMN "provider" SET NOT NULL,
  ALTER COLUMN "providerAccountId" SET NOT NULL,
  ALTER COLUMN "createdAt" SET NOT NULL, ALTER COLUMN "createdAt" SET DEFAULT CURRENT_TIMESTAMP,
  ALTER COLUMN "updatedAt" SET NOT NULL, ALTER COLUMN "updatedAt" SET DEFAULT CURRENT_TIMESTAMP,
  ALTER COLUMN "lastUsedAt" SET NOT NULL, ALTER COLUMN "lastUsedAt" SET DEFAULT CURRENT_TIMESTAMP;

ALTER TABLE "Session"
  ALTER COLUMN "id" SET NOT NULL, ALTER COLUMN "id" DROP DEFAULT,
  ALTER COLUMN "sessionToken" SET NOT NULL,
  ALTER COLUMN "userId" SET NOT NULL,
  ALTER COLUMN "expires" SET NOT NULL,
  ALTER COLUMN "createdAt" SET NOT NULL, ALTER COLUMN "createdAt" SET DEFAULT CURRENT_TIMESTAMP,
  ALTER COLUMN "lastSeen" SET NOT NULL, ALTER COLUMN "lastSeen" SET DEFAULT CURRENT_TIMESTAMP;

DO $$
DECLARE name TEXT;
BEGIN
  FOREACH name IN ARRAY ARRAY['Account', 'Session'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'p' AND conrelid = format('%I', name)::regclass) THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I PRIMARY KEY ("id")', name, name || '_pkey');
    END IF;
  END LOOP;
END $$;

-- A required column without a default that this app does not set would make every insert fail.
DO $$
DECLARE found RECORD;
BEGIN
  FOR found IN
    SELECT a.attrelid::regclass AS owner, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attrelid IN ('"User"'::regclass, '"Account"'::regclass, '"Session"'::regclass)
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
      AND (c.relname || '.' || a.attname) <> ALL (ARRAY[
        'User.id', 'Account.id', 'Account.userId', 'Account.type', 'Account.provider', 'Account.providerAccountId',
        'Session.id', 'Session.sessionToken', 'Session.userId', 'Session.expires'])
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', found.owner, found.attname);
    RAISE INFO 'Column %.% may be empty from now on.', found.owner, quote_ident(found.attname);
  END LOOP;
END $$;

CREATE TABLE "Activity" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "event" TEXT NOT NULL,
    "userId" TEXT,
    "provider" TEXT,
    "error" TEXT,
    "userAgent" TEXT,
    "address" TEXT,
    "attempt" TEXT,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);

CREATE INDEX IF NOT EXISTS "Account_userId_idx" ON "Account"("userId");
CREATE UNIQUE INDEX IF NOT EXISTS "Account_provider_providerAccountId_key"
  ON "Account"("provider", "providerAccountId");
CREATE UNIQUE INDEX IF NOT EXISTS "Session_sessionToken_key" ON "Session"("sessionToken");
CREATE INDEX IF NOT EXISTS "Session_userId_idx" ON "Session"("userId");
CREATE INDEX IF NOT EXISTS "Session_expires_idx" ON "Session"("expires");
CREATE UNIQUE INDEX "Activity_attempt_key" ON "Activity"("attempt");
CREATE INDEX "Activity_userId_at_idx" ON "Activity"("userId", "at");
CREATE INDEX "Activity_at_idx" ON "Activity"("at");
CREATE UNIQUE INDEX "User_verified_email_key" ON "User" (lower("email")) WHERE "emailVerified" IS NOT NULL;

ALTER TABLE "Account"
  DROP CONSTRAINT IF EXISTS "Account_userId_fkey",
  ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id")
    ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Session"
  DROP CONSTRAINT IF EXISTS "Session_userId_fkey",
  ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id")
    ON DELETE CASCADE ON UPDATE CASCADE;
