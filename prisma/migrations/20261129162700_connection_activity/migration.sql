-- For the page of a connection. It holds the rare changes of connections only, so a sign-in does not write to it.
CREATE INDEX "Activity_connection_idx" ON "Activity"("provider", "at" DESC) WHERE "event" LIKE 'connection\_%';
