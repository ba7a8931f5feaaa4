-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "extendedScope" TEXT,
ADD COLUMN     "extendedTokens" TEXT;
