-- Counts that live for a minute: not logged, so a crash empties the table, and nothing is lost by that.
CREATE UNLOGGED TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "RateLimit_until_idx" ON "RateLimit"("until");
