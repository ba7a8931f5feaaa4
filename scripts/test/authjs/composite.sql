-- A database of Auth.js, as its Prisma adapter left it: Account with a composite key.
-- Made once by @auth/prisma-adapter 2.11.3 and Prisma 7.10.0, with the schema that Auth.js 5 documents;
-- written down as Prisma's own DDL and the rows that the adapter's functions made. Every token in it is invented.

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT NOT NULL,
    "emailVerified" TIMESTAMP(3),
    "image" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "userId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("provider","providerAccountId")
);

-- CreateTable
CREATE TABLE "Session" (
    "sessionToken" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expires" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL
);

-- CreateTable
CREATE TABLE "VerificationToken" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "VerificationToken_pkey" PRIMARY KEY ("identifier","token")
);

-- CreateTable
CREATE TABLE "Authenticator" (
    "credentialID" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "credentialPublicKey" TEXT NOT NULL,
    "counter" INTEGER NOT NULL,
    "credentialDeviceType" TEXT NOT NULL,
    "credentialBackedUp" BOOLEAN NOT NULL,
    "transports" TEXT,

    CONSTRAINT "Authenticator_pkey" PRIMARY KEY ("userId","credentialID")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_sessionToken_key" ON "Session"("sessionToken");

-- CreateIndex
CREATE UNIQUE INDEX "Authenticator_credentialID_key" ON "Authenticator"("credentialID");

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Authenticator" ADD CONSTRAINT "Authenticator_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "User" ("id", "name", "email", "emailVerified", "image", "createdAt", "updatedAt") VALUES
  ('cmwsfaxnd0000j67doh4diwsq', 'Ada Whitfield', 'Ada@github.example.test', NULL, NULL, '2026-11-22 22:43:22.201', '2026-11-22 22:43:22.201'),
  ('cmwsfaxu90001j67d61w9vxfk', NULL, 'Milo@Example.test', '2025-01-10 08:00:00', NULL, '2026-11-22 22:43:22.449', '2026-11-22 22:43:22.449'),
  ('cmwsfaxuw0002j67d5w2ux3en', 'Milo Brandt', 'milo@example.test', '2025-03-01 23:30:00', NULL, '2026-11-22 22:43:22.472', '2026-11-22 22:43:22.472'),
  ('cmwsfaxvl0003j67dgl0gxkp1', 'Una Sørensen', 'una@example.test', NULL, NULL, '2026-11-22 22:43:22.497', '2026-11-22 22:43:22.497');

INSERT INTO "Account" ("userId", "type", "provider", "providerAccountId", "refresh_token", "access_token", "expires_at", "token_type", "scope", "id_token", "session_state", "createdAt", "updatedAt") VALUES
  ('cmwsfaxnd0000j67doh4diwsq', 'oauth', 'github', '3', NULL, 'gho_ada_in_the_clear', NULL, 'bearer', 'read:user,user:email', NULL, NULL, '2026-11-22 22:43:22.389', '2026-11-22 22:43:22.389'),
  ('cmwsfaxnd0000j67doh4diwsq', 'oauth', 'github', '9001', NULL, 'gho_second_in_the_clear', NULL, 'bearer', 'read:user,user:email', NULL, NULL, '2026-11-22 22:43:22.408', '2026-11-22 22:43:22.408'),
  ('cmwsfaxnd0000j67doh4diwsq', 'oidc', 'oidc', 'admin', 'rt_ada_in_the_clear', 'at_ada_in_the_clear', 1767225600, 'bearer', 'openid email profile', 'header.claims.signature', NULL, '2026-11-22 22:43:22.418', '2026-11-22 22:43:22.418'),
  ('cmwsfaxuw0002j67d5w2ux3en', 'oidc', 'oidc', 'member', NULL, 'at_milo_in_the_clear', NULL, 'bearer', NULL, NULL, NULL, '2026-11-22 22:43:22.485', '2026-11-22 22:43:22.485'),
  ('cmwsfaxvl0003j67dgl0gxkp1', 'oidc', 'oidc', 'unverified', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-22 22:43:22.524', '2026-11-22 22:43:22.524'),
  ('cmwsfaxu90001j67d61w9vxfk', 'webauthn', 'passkey', 'cGFzc2tleQ', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-22 22:43:22.529', '2026-11-22 22:43:22.529');

INSERT INTO "Session" ("sessionToken", "userId", "expires", "createdAt", "updatedAt") VALUES
  ('ada-session-token-in-the-clear', 'cmwsfaxnd0000j67doh4diwsq', '2099-01-01 00:00:00', '2026-11-22 22:43:22.569', '2026-11-22 22:43:22.569'),
  ('milo-session-token-in-the-clear', 'cmwsfaxuw0002j67d5w2ux3en', '2099-01-01 00:00:00', '2026-11-22 22:43:22.591', '2026-11-22 22:43:22.591');

INSERT INTO "VerificationToken" ("identifier", "token", "expires") VALUES
  ('una@example.test', '8b1a9953c4611296a827abf8c47804d7', '2099-01-01 00:00:00');

INSERT INTO "Authenticator" ("credentialID", "userId", "providerAccountId", "credentialPublicKey", "counter", "credentialDeviceType", "credentialBackedUp", "transports") VALUES
  ('Y3JlZGVudGlhbA', 'cmwsfaxu90001j67d61w9vxfk', 'cGFzc2tleQ', 'cHVibGlj', 1, 'singleDevice', false, 'internal');

CREATE TABLE "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
);

INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "logs", "rolled_back_at", "started_at", "applied_steps_count") VALUES
  ('53929bc8-b9f5-42cc-b6b0-61c868f47ab3', '673ceef8d1cc684417254806034e8a400d0233a4490065f5408fb93189eaba3a', '2026-11-22 22:43:19.17+00', '20261122224319_init', NULL, NULL, '2026-11-22 22:43:19.063+00', 1);
