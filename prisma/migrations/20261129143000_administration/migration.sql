-- AlterTable
ALTER TABLE "Activity" ADD COLUMN     "actorId" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "disabledAt" TIMESTAMP(3);
