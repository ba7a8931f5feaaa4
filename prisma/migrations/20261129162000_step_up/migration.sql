-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "acr" TEXT,
ADD COLUMN     "authTime" TIMESTAMP(3);
