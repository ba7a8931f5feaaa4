-- CreateTable
CREATE TABLE "Connection" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "clientId" TEXT NOT NULL,
    "credentials" TEXT,
    "scope" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "onlyWay" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT NOT NULL,
    "lastCheckedAt" TIMESTAMP(3),
    "lastCheckResult" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConnectionDomain" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "provedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConnectionDomain_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Connection_createdBy_idx" ON "Connection"("createdBy");

-- CreateIndex
CREATE UNIQUE INDEX "ConnectionDomain_connectionId_domain_key" ON "ConnectionDomain"("connectionId", "domain");

-- One connection per proved domain.
CREATE UNIQUE INDEX "ConnectionDomain_proved_key" ON "ConnectionDomain" ("domain") WHERE "provedAt" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "ConnectionDomain" ADD CONSTRAINT "ConnectionDomain_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;
