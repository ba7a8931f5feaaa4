// Takes out what is left of features that an app can do without: connections, and clients that are not this site.

/** @typedef {import("./checkout.mjs").Checkout} Checkout */

/** Their models, by part. */
const models = { connections: ["Connection", "ConnectionDomain"], clients: ["DeviceAuthorization"] }

/**
 * @param {Checkout} checkout
 * @param {(part: import("./parts.mjs").PartName) => boolean} isGone
 * @param {{ withTables: boolean }} options whether their models go too; otherwise a migration of the owner drops the tables
 */
export async function removeFeatures(checkout, isGone, { withTables }) {
  if (isGone("connections")) await removeConnections(checkout)
  if (isGone("clients")) await removeClients(checkout)
  if (!withTables) return
  if (isGone("connections")) await removeModels(checkout, models.connections)
  if (isGone("clients")) await removeModels(checkout, models.clients)
}

/** @param {Checkout} checkout */
async function removeConnections(checkout) {
  const page = await checkout.read("docs/connections.md")
  const [, code] = /```ts\n(.*?)```/s.exec(page) ?? []
  if (!code)
    throw new Error("Nothing was changed: docs/connections.md has no code for an app without connections.")
  checkout.write("lib/auth/connection-access.ts", code.replaceAll(/^ {3}/gm, ""))
  await checkout.edit(
    "app/admin/page.tsx",
    [/import \{ AdminNav \}.*\n/, ""],
    [/ *<AdminNav current="users" \/>\n/, ""],
  )
  await editMessages(
    checkout,
    [/\n {2}connections: \{\n.*?\n {2}\},\n/s, ""],
    [/ {4}sections: \{.*\n/, ""],
    [/(?: {4}(?:connection|domain)_\w+:\s.*\n)+(?= {2}\},)/, ""],
  )
  await checkout.edit("messages/messages.test.ts", [/(?: {4}"connections\..*\n)+/, ""])
  for (const file of ["lib/auth/errors.ts", "docs/errors.md"])
    await checkout.edit(file, [" (docs/connections.md)", ""], [" (docs/connections.md)", ""])
  await checkout.edit("docs/protecting.md", [
    "`useActionState`. `app/admin/connections` does so, with and without JavaScript.",
    "`useActionState`.",
  ])
  await checkout.edit("docs/secrets.md", [
    "sign-in attempts in cookies, provider tokens and connections' credentials in the database",
    "sign-in attempts in cookies, and provider tokens in the database",
  ])
  await checkout.edit(
    "lib/auth/README.md",
    [/\| A domain's only way in .*\n/, ""],
    [/\| `connections\/` .*\n/, ""],
  )
}

/** @param {Checkout} checkout */
async function removeClients(checkout) {
  await editMessages(checkout, [/\n {2}otherClients: \{\n.*?\n {2}\},\n/s, ""])
  await checkout.edit("app/dashboard/device-name.ts", [
    / {2}\/\/ An app or a command-line tool.*?return client\n/s,
    "",
  ])
  await checkout.edit(".env.example", [/# Apps that may sign in through.*?AUTH_DEVICE_CLIENTS=\n/s, ""])
  await checkout.edit("docs/protecting.md", [/\n## Apps and command-line tools\n.*?(?=\n## |$)/s, ""])
}

/**
 * Of each language that stays. A translation may lack a text.
 * @param {Checkout} checkout
 * @param {...[from: RegExp, to: string]} edits
 */
async function editMessages(checkout, ...edits) {
  await checkout.edit("messages/en.ts", ...edits)
  for (const file of translations(checkout)) {
    const text = await checkout.read(file)
    checkout.write(
      file,
      edits.reduce((edited, [from, to]) => edited.replace(from, to), text),
    )
  }
}

/** @param {Checkout} checkout */
function translations(checkout) {
  return checkout.files.filter(
    (file) => /^messages\/[a-z]{2}(-\w+)?\.ts$/.test(file) && file !== "messages/en.ts",
  )
}

/**
 * @param {Checkout} checkout
 * @param {readonly string[]} names
 */
async function removeModels(checkout, names) {
  for (const name of names)
    await checkout.edit("prisma/schema.prisma", [
      new RegExp(String.raw`\n(///.*\n)*model ${name} \{\n[^}]*\n\}\n`),
      "",
    ])
}
