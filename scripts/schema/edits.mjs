// Edits of prisma/schema.prisma that an owner may make, for scripts/schema-edits.mjs.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/**
 * @typedef {object} Edit
 * @property {string} name  as docs/customizing.md shows it
 * @property {Record<string, (text: string) => string>} files  the changes, by file
 * @property {string} [sql]  the migration, where it is not the one that Prisma writes
 * @property {false} [migrated]  no migration is written
 * @property {Record<string, unknown>} [session]  session fields and their values after a sign-in
 * @property {string} [fails]  the file that the check must name
 * @property {string} [note]  what the owner should know
 */

const schema = "prisma/schema.prisma"
const config = "lib/auth/config.ts"

/**
 * @param {string | RegExp} from  must be in the text
 * @param {string} to
 */
const replace = (from, to) => (/** @type {string} */ text) => {
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`The file no longer contains ${from}.`)
  return changed
}

/**
 * Adds lines to a model.
 * @param {string} lines
 * @param {string} [model]
 */
const add = (lines, model = "User") => replace(new RegExp(`(?<=^model ${model} \\{\\n)`, "m"), `  ${lines}\n`)

/** @param {string} declaration */
const append = (declaration) => (/** @type {string} */ text) => `${text}\n${declaration}\n`

/**
 * @param {...(text: string) => string} changes
 * @returns {(text: string) => string}
 */
const all =
  (...changes) =>
  (text) =>
    changes.reduce((changed, change) => change(changed), text)

/** @param {string} names  each in quotes */
const sessionFields = (names, list = "sessionFields") => ({
  [config]: replace(`${list}: [`, `${list}: [${names}`),
})

/** The migration of a required column whose default is Prisma's: users who exist get a value first. */
const filled = (/** @type {string} */ column, /** @type {string} */ type, /** @type {string} */ value) =>
  `ALTER TABLE "User" ADD COLUMN "${column}" ${type};
   UPDATE "User" SET "${column}" = ${value};
   ALTER TABLE "User" ALTER COLUMN "${column}" SET NOT NULL;`

const filledNote = "the migration gives users who exist a value"
const rename = "change the name there, or keep the field's name"

/** @type {Edit[]} */
export const edits = [
  {
    name: "`publicId String @default(cuid())`",
    files: { [schema]: add("publicId String @default(cuid())") },
    sql: filled("publicId", "TEXT", "gen_random_uuid()"),
    note: filledNote,
  },
  {
    name: "`feedId String @unique @default(uuid())`",
    files: { [schema]: add("feedId String @unique @default(uuid())") },
    sql: `${filled("feedId", "TEXT", "gen_random_uuid()")} CREATE UNIQUE INDEX "User_feedId_key" ON "User"("feedId");`,
    note: filledNote,
  },
  {
    name: "`trialFrom DateTime @default(now())`",
    files: { [schema]: add("trialFrom DateTime @default(now())") },
  },
  {
    name: "`changedAt DateTime @updatedAt`",
    files: { [schema]: add("changedAt DateTime @updatedAt") },
    sql: filled("changedAt", "TIMESTAMP(3)", "now()"),
    note: filledNote,
  },
  {
    name: "`credits Int @default(10)`, a session field",
    files: { [schema]: add("credits Int @default(10)"), ...sessionFields('"credits"') },
    session: { credits: 10 },
  },
  {
    name: "`code String @default(dbgenerated(…))`",
    files: { [schema]: add('code String @default(dbgenerated("gen_random_uuid()"))') },
  },
  {
    name: "`plan Plan @default(FREE)` with an enum, a session field",
    files: {
      [schema]: all(add("plan Plan @default(FREE)"), append("enum Plan {\n  FREE\n  PRO\n}")),
      ...sessionFields('"plan"'),
    },
    session: { plan: "FREE" },
  },
  {
    name: '`plan String @default("free") @map("plan_code")`, a public session field',
    files: {
      [schema]: add('plan String @default("free") @map("plan_code")'),
      ...sessionFields('"plan"', "publicSessionFields"),
    },
    session: { plan: "free" },
  },
  {
    name: '`plan Plan @default(FREE)` with `FREE @map("free")` in the enum, a session field',
    files: {
      [schema]: all(add("plan Plan @default(FREE)"), append('enum Plan {\n  FREE @map("free")\n  PRO\n}')),
      ...sessionFields('"plan"'),
    },
    session: { plan: "FREE" },
  },
  {
    name: '`wakes DateTime @default("1970-01-01T07:00:00Z") @db.Time(0)`, a session field',
    files: {
      [schema]: add('wakes DateTime @default("1970-01-01T07:00:00Z") @db.Time(0)'),
      ...sessionFields('"wakes"'),
    },
    session: { wakes: "1970-01-01T07:00:00.000Z" },
  },
  {
    name: "`lastSeen DateTime?` and `provider String?` on `User`, session fields",
    files: {
      [schema]: all(add("lastSeen DateTime?"), add("provider String?")),
      ...sessionFields('"lastSeen", "provider"'),
    },
    session: { lastSeen: null, provider: null },
    note: "the session keeps its own of these names",
  },
  {
    name: "`tenant String`, required without a default",
    files: { [schema]: add("tenant String") },
    sql: filled("tenant", "TEXT", "'first'"),
    fails: "lib/auth/store/accounts.ts",
    note: "set it in the `create` there, give it a default or make it optional",
  },
  { name: "`handle String? @unique`", files: { [schema]: add("handle String? @unique") } },
  {
    name: "`@@unique([name, createdAt])`, of several fields",
    files: { [schema]: add("@@unique([name, createdAt])") },
  },
  { name: "`@@index([createdAt])`", files: { [schema]: add("@@index([createdAt])") } },
  { name: "`settings Json?`", files: { [schema]: add("settings Json?") } },
  { name: "`tags String[]`", files: { [schema]: add("tags String[]") } },
  { name: "`balance Decimal @default(0)`", files: { [schema]: add("balance Decimal @default(0)") } },
  { name: "`used BigInt @default(0)`", files: { [schema]: add("used BigInt @default(0)") } },
  {
    name: "`used BigInt @default(0)`, a session field",
    files: { [schema]: add("used BigInt @default(0)"), ...sessionFields('"used"') },
    fails: config,
    note: "a session field is text, an enum, a number, a boolean or a time",
  },
  {
    name: "`EDITOR` in `enum Role`",
    files: { [schema]: replace(/(?<=enum Role \{\n)/, "  EDITOR\n") },
    fails: "messages/en.ts",
    note: "add its name to `roles` there",
  },
  {
    name: "`EDITOR` in `enum Role`, with its name in `messages`",
    files: {
      [schema]: replace(/(?<=enum Role \{\n)/, "  EDITOR\n"),
      "messages/en.ts": replace(
        'roles: { ADMIN: "Administrator",',
        'roles: { EDITOR: "Editor", ADMIN: "Administrator",',
      ),
    },
  },
  {
    name: "a new model with a relation to `User`",
    files: {
      [schema]: all(
        add("invoices Invoice[]"),
        append(
          "model Invoice {\n  id String @id @default(cuid())\n  userId String\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}",
        ),
      ),
    },
  },
  {
    name: "`team Team?`, a relation of `User` to a new model",
    files: {
      [schema]: all(
        add("teamId String?\n  team Team? @relation(fields: [teamId], references: [id])"),
        append("model Team {\n  id String @id @default(cuid())\n  users User[]\n}"),
      ),
    },
  },
  {
    name: "`User.id` becomes `@default(cuid())`",
    files: { [schema]: replace(/(?<=^model User \{\n {2}id .*)uuid\(\)/m, "cuid()") },
  },
  {
    name: "`User.id` becomes `Int @default(autoincrement())`",
    files: {
      [schema]: replace(
        /(?<=^model User \{\n {2}id +)String +@id @default\(uuid\(\)\)/m,
        "Int @id @default(autoincrement())",
      ),
    },
    migrated: false,
    fails: schema,
    note: "ids are text: Prisma rejects the relations of a number to `userId`",
  },
  {
    name: "`Session.expires` becomes `@db.Timestamptz(3)`",
    files: { [schema]: replace(/^( {2}expires +DateTime)$/m, "$1 @db.Timestamptz(3)") },
  },
  {
    name: "`Account.expires_at` becomes `BigInt?`",
    files: { [schema]: replace(/^( {2}expires_at +)Int\?/m, "$1BigInt?") },
    fails: "lib/auth/store/provider-tokens.ts",
    note: "keep the type",
  },
  {
    name: '`User.image` becomes `picture … @map("image")`',
    files: {
      [schema]: replace(/(?<=^model User \{[^}]*?)^ {2}image +String\?/m, '  picture String? @map("image")'),
    },
    fails: "lib/auth/store/session-read.ts",
    note: rename,
  },
  {
    name: "`Session.lastSeen` becomes `seenAt`",
    files: { [schema]: replace(/^ {2}lastSeen +/m, "  seenAt ") },
    sql: 'ALTER TABLE "Session" RENAME COLUMN "lastSeen" TO "seenAt";',
    fails: "lib/auth/store/session-read.ts",
    note: rename,
  },
  {
    name: '`User.name` gets `@map("full_name")`',
    files: { [schema]: replace(/(?<=^model User \{[^}]*?)^( {2}name +String\?)/m, '$1 @map("full_name")') },
    sql: 'ALTER TABLE "User" RENAME COLUMN "name" TO "full_name";',
    note: "write `RENAME COLUMN` into the migration, or Prisma drops the column",
  },
  {
    name: '`User.email` gets `@map("email_address")`',
    files: {
      [schema]: replace(/(?<=^model User \{[^}]*?)^( {2}email +String\?)/m, '$1 @map("email_address")'),
    },
    sql: 'ALTER TABLE "User" RENAME COLUMN "email" TO "email_address";',
    fails: "lib/auth/store/addresses.ts",
    note: "write the column there",
  },
  {
    name: '`@@map("users")` on `User`',
    files: { [schema]: add('@@map("users")') },
    sql: `ALTER TABLE "User" RENAME TO "users"; ALTER TABLE "users" RENAME CONSTRAINT "User_pkey" TO "users_pkey";`,
    fails: "lib/auth/store/session-read.ts",
    note: "write the table in each statement that the check names",
  },
  {
    name: '`@@schema("auth")` on `User`',
    files: {
      [schema]: (text) =>
        text
          .replace(/(provider = "postgresql")/, '$1\n  schemas  = ["public", "auth"]')
          .replaceAll(/^(model|enum) (\w+) \{\n([^}]*)\}/gm, (_, kind, name, body) => {
            return `${kind} ${name} {\n${body}\n  @@schema("${name === "User" ? "auth" : "public"}")\n}`
          }),
    },
    sql: 'CREATE SCHEMA "auth"; ALTER TABLE "User" SET SCHEMA "auth";',
    fails: "lib/auth/store/session-read.ts",
    note: "write the table with its schema in each statement that the check names",
  },
  {
    name: "`Session.address` is removed, an optional column that the engine writes",
    files: { [schema]: replace(/(?<=^model Session \{[^}]*?)^ {2}address .*\n/m, "") },
    fails: "lib/auth/store/sessions.ts",
    note: "remove it there as well, or keep it",
  },
  {
    name: "`Account.session_state` is removed, a column of Auth.js",
    files: { [schema]: replace(/^ {2}session_state .*\n/m, "") },
  },
  {
    name: "`deletedAt DateTime?` and a client extension in `lib/db.ts` that hides such users",
    files: {
      [schema]: add("deletedAt DateTime?"),
      "lib/db.ts": replace(
        /(?<=return new PrismaClient\(\{.*?\n {2}\}\))/s,
        `.$extends({
    query: {
      user: {
        findMany: ({ args, query }) => query({ ...args, where: { deletedAt: null, ...args.where } }),
        findFirst: ({ args, query }) => query({ ...args, where: { deletedAt: null, ...args.where } }),
      },
    },
  })`,
      ),
    },
    note: "end the sessions of a user whom you hide, and reject further sign-ins in `beforeSignIn`",
  },
  {
    name: "any edit without its migration",
    files: { [schema]: add("nickname String?") },
    migrated: false,
    fails: schema,
    note: "run `npx prisma migrate dev`",
  },
]

/**
 * @param {string} copy
 * @param {Edit} edit
 */
export function applyEdit(copy, { files }) {
  for (const [file, change] of Object.entries(files)) {
    const path = join(copy, file)
    writeFileSync(path, change(readFileSync(path, "utf8")))
  }
}
