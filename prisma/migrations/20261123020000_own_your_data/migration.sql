-- AlterTable
ALTER TABLE "Account" ADD COLUMN "name" TEXT,
ADD COLUMN "image" TEXT;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "authenticatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Older sessions proved who they are when they began.
UPDATE "Session" SET "authenticatedAt" = "createdAt";

-- What is left to forget (lib/tidy.ts). Prisma's schema cannot say this, and leaves it alone.
CREATE INDEX "Activity_personal_at_idx" ON "Activity" ("at") WHERE "userAgent" IS NOT NULL OR "address" IS NOT NULL;

-- Each page of a long history is one walk along this index.
DROP INDEX "Activity_userId_at_idx";
CREATE INDEX "Activity_userId_at_id_idx" ON "Activity"("userId", "at" DESC, "id" DESC);
