-- Empty until the rows of a provider are adopted with its configured issuer: by `npm run db:migrate`, or by the app.
ALTER TABLE "Account" ADD COLUMN "issuer" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Session" ADD COLUMN "issuer" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE UNIQUE INDEX "Account_provider_issuer_providerAccountId_key" ON "Account"("provider", "issuer", "providerAccountId");

-- Two issuers may use the same id. In a database that was not made by Prisma, the index can belong to a constraint.
ALTER TABLE "Account" DROP CONSTRAINT IF EXISTS "Account_provider_providerAccountId_key";
DROP INDEX IF EXISTS "Account_provider_providerAccountId_key";
