-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "logoutHint" TEXT;
