-- A database of Auth.js, as its Prisma adapter left it: Account with an id of its own.
-- Made once by @auth/prisma-adapter 2.11.3 and Prisma 7.10.0, with the schema that next-auth 4 documents;
-- written down as Prisma's own DDL and the rows that the adapter's functions made. Every token in it is invented.

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
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
    "oauth_token_secret" TEXT,
    "oauth_token" TEXT,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "sessionToken" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expires" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "emailVerified" TIMESTAMP(3),
    "image" TEXT,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VerificationToken" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMP(3) NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_provider_providerAccountId_key" ON "Account"("provider", "providerAccountId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_sessionToken_key" ON "Session"("sessionToken");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "VerificationToken_token_key" ON "VerificationToken"("token");

-- CreateIndex
CREATE UNIQUE INDEX "VerificationToken_identifier_token_key" ON "VerificationToken"("identifier", "token");

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "User" ("id", "name", "email", "emailVerified", "image") VALUES
  ('cmwsfarp80000fw7dy4qfu9sy', 'Ada Whitfield', 'Ada@github.example.test', NULL, NULL),
  ('cmwsfarrr0004fw7dxoaxh7ax', NULL, 'Milo@Example.test', '2025-01-10 08:00:00', NULL),
  ('cmwsfars40005fw7db8m8hi15', 'Milo Brandt', 'milo@example.test', '2025-03-01 23:30:00', NULL),
  ('cmwsfarsj0007fw7df89jlyrw', 'Una Sørensen', 'una@example.test', NULL, NULL),
  ('cmwsfarsw0009fw7dt9gejk1k', 'Noor Haddad', NULL, NULL, NULL);

INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "refresh_token", "access_token", "expires_at", "token_type", "scope", "id_token", "session_state", "oauth_token_secret", "oauth_token") VALUES
  ('cmwsfarql0001fw7dywv4hdcf', 'cmwsfarp80000fw7dy4qfu9sy', 'oauth', 'github', '3', NULL, 'gho_ada_in_the_clear', NULL, 'bearer', 'read:user,user:email', NULL, NULL, NULL, NULL),
  ('cmwsfarr00002fw7dr9sj2jr7', 'cmwsfarp80000fw7dy4qfu9sy', 'oauth', 'github', '9001', NULL, 'gho_second_in_the_clear', NULL, 'bearer', 'read:user,user:email', NULL, NULL, NULL, NULL),
  ('cmwsfarre0003fw7dlam0wk5q', 'cmwsfarp80000fw7dy4qfu9sy', 'oidc', 'oidc', 'admin', 'rt_ada_in_the_clear', 'at_ada_in_the_clear', 1767225600, 'bearer', 'openid email profile', 'header.claims.signature', NULL, NULL, NULL),
  ('cmwsfars70006fw7d14ui4yp1', 'cmwsfars40005fw7db8m8hi15', 'oidc', 'oidc', 'member', NULL, 'at_milo_in_the_clear', NULL, 'bearer', NULL, NULL, NULL, NULL, NULL),
  ('cmwsfarsn0008fw7dv89jblru', 'cmwsfarsj0007fw7df89jlyrw', 'oidc', 'oidc', 'unverified', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  ('cmwsfarsz000afw7d9if1ddwv', 'cmwsfarsw0009fw7dt9gejk1k', 'oauth', 'github', '6', NULL, 'gho_noor_in_the_clear', NULL, 'bearer', NULL, NULL, NULL, NULL, NULL),
  ('cmwsfart7000bfw7dmp4kvhou', 'cmwsfarrr0004fw7dxoaxh7ax', 'email', 'email', 'Milo@Example.test', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO "Session" ("id", "sessionToken", "userId", "expires") VALUES
  ('cmwsfarta000cfw7d52idd36a', 'ada-session-token-in-the-clear', 'cmwsfarp80000fw7dy4qfu9sy', '2099-01-01 00:00:00'),
  ('cmwsfartj000dfw7dmx3nyu7x', 'milo-session-token-in-the-clear', 'cmwsfars40005fw7db8m8hi15', '2099-01-01 00:00:00');

INSERT INTO "VerificationToken" ("identifier", "token", "expires") VALUES
  ('una@example.test', '8b1a9953c4611296a827abf8c47804d7', '2099-01-01 00:00:00');
