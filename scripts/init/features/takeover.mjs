// Databases of Auth.js and of earlier versions.

/** The command that takes over a database of Auth.js. @type {import("./index.mjs").Feature} */
export const authjs = {
  paths: [
    "docs/migrate-from-authjs.md",
    "e2e/operations/authjs-migration.spec.ts",
    "prisma/baseline",
    "scripts/database/authjs-problems.mjs",
    "scripts/database/baseline.mjs",
    "scripts/database/baseline.test.ts",
  ],
  edits: {
    "scripts/db.mjs": [
      [
        /async function migrateCommand\(args\) \{\n.*?(?= {2}const reason)/s,
        "async function migrateCommand() {\n",
      ],
      [/ {2}const isTakenOver.*?(?= {2}await migrateAndLog)/s, ""],
      [/\/\*\* @param \{string\[\]\} args \*\/\n(?=async function migrateCommand)/, ""],
    ],
    "scripts/database/migrate.mjs": [
      [/const authjsHint = .*\n\n/, ""],
      [". ${authjsHint}`", ".`"],
      ['${isDuplicate(cause) ? ` ${authjsHint}` : ""}', ""],
      [/\n\/\*\*\n \* Whether a table, index or type of that name.*?\n\}\n/s, ""],
    ],
  },
}

/** What gives accounts of an older version their issuer. A database that began with the single migration has none. */
/** @type {import("./index.mjs").Feature} */
export const adoption = {
  paths: ["lib/auth/actions/adopt-accounts.ts", "lib/auth/store/issuers.ts"],
  edits: {
    ...Object.fromEntries(
      ["access-token", "backchannel-logout", "callback", "sign-out"].map((name) => [
        `lib/auth/actions/${name}.ts`,
        [[/ *await adoptAccountsOf\(client\)\n/, ""]],
      ]),
    ),
    "scripts/db.mjs": [
      [/ {2}await adoptAccounts\(url, configuredIssuers, log\)\n/, ""],
      [/\n\/\*\* Undefined in a production image.*\n[^]*?\n\}\n/, ""],
    ],
    "scripts/database/issuers.mjs": [
      [/\/\*\*\n \* Gives accounts without an issuer[^]*?(?=const tokenColumns)/, ""],
    ],
  },
}
