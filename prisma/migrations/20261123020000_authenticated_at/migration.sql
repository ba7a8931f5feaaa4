-- AlterTable
ALTER TABLE "Session" ADD COLUMN "authenticatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Older sessions proved who they are when they began.
UPDATE "Session" SET "authenticatedAt" = "createdAt";
