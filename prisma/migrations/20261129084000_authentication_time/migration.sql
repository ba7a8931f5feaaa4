-- A session that says nothing about its authentication is not recent. The default made it so.
ALTER TABLE "Session" ALTER COLUMN "authenticatedAt" DROP DEFAULT,
ALTER COLUMN "authenticatedAt" DROP NOT NULL;
