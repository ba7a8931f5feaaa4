-- CreateIndex
CREATE INDEX "Session_providerSid_idx" ON "Session"("providerSid");
