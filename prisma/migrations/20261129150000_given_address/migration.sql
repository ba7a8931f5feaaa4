-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "emailVerified" BOOLEAN,
ADD COLUMN     "givenEmail" TEXT;
