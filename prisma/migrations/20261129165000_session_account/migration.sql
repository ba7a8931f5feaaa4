-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "accountId" TEXT;
