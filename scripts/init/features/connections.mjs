// Customers' own identity providers, and the sign-in by a company's address.

/** @type {import("./index.mjs").Feature} */
export const connections = {
  paths: [
    "app/admin/admin-nav.tsx",
    "app/admin/connections",
    "app/signin/company-sign-in.tsx",
    "docs/connections.md",
    "e2e/connections",
    "e2e/support/connections.ts",
    "e2e/support/manage-connections.mjs",
    "lib/auth/actions/company-sign-in.ts",
    "lib/auth/actions/counted-client.ts",
    "lib/auth/connection-access.ts",
    "lib/auth/connection-id.ts",
    "lib/auth/connections",
  ],
  models: ["Connection", "ConnectionDomain"],
  errors: ["company_unknown", "connection_required"],
  messages: [
    [/\n {2}connections: \{\n.*?\n {2}\},\n/s, ""],
    [/ {4}sections: \{.*\n/, ""],
    [/ {4}company: \{\n[^]*?\n {4}\},\n/, ""],
  ],
  edits: {
    "lib/auth/actions/adopt-accounts.ts": [[/ {2}\/\/ No older version had connections\.\n.*\n/, ""]],
    "lib/auth/actions/callback.ts": [[/ {4}await requireItsOnlyWay\(.*\n/, ""]],
    "lib/auth/actions/sign-in.ts": [
      [/(?=import \{ returnPath \})/, 'import { clientFor } from "../find-client"\n'],
      [/(?=import \{ reportChecks \})/, 'import { limitVisitor } from "../store/rate-limits"\n'],
      [
        "const { client, limitRate } = await countedClient(providerId, await currentVisitor())",
        "const client = await clientFor(providerId)",
      ],
      ["await limitRate()", 'await limitVisitor("signin", await currentVisitor(), providerId)'],
    ],
    "lib/auth/client-registration.ts": [
      [" The values of a connection have only their names.", ""],
      [/ {2}if \(isConnectionId\(id\)\) .*\n/, ""],
    ],
    "lib/auth/find-client.ts": [
      [
        ": of a provider that the environment enables, or of a connection.",
        ", of a provider that the environment enables.",
      ],
      [/\/\*\* Only the id of a connection costs a statement\. \*\/\n/, ""],
      ["isConnectionId(id) ? findConnectionClient(id) : configuredClient(id)", "configuredClient(id)"],
      [
        "or of a connection, also of a disabled one; of a deleted one its id",
        "or its id where it is not enabled",
      ],
      [/ {2}if \(isConnectionId\(id\)\) .*\n/, ""],
    ],
    "lib/auth/index.ts": [
      [/export \{ offersCompanySignIn \}.*\n/, ""],
      [", without those of connections, which are not for every visitor", ""],
      [
        "or of a connection, also of a disabled one; of a deleted one its id.",
        "or its id where it is not enabled.",
      ],
      [", also that of a connection", ""],
    ],
    "lib/auth/provider-summaries.ts": [[", also that of a connection", ""]],
    "lib/auth/route-handler.ts": [
      [/\/\*\* With an address in place of a provider\. \*\/\nconst postCompanySignIn.*?\n\}\n\n/s, ""],
      [", POST: postCompanySignIn", ""],
    ],
    "app/signin/page.tsx": [
      [/ {2}const isCompanyOffered = .*\n/, ""],
      [/ {14}isCompanyOffered=\{isCompanyOffered\}\n/, ""],
      [/\/\*\* Those of the site, and the connection that this browser used last\. \*\/\n.*?\n\}\n\n/s, ""],
      ["await providersFor(last)", "await providers()"],
      [/ {2}isCompanyOffered,\n/, ""],
      [/ {2}isCompanyOffered: boolean\n/, ""],
      [" && !isCompanyOffered) return", ") return"],
      [/ {6}\{isCompanyOffered && .*\n/, ""],
    ],
    "app/admin/page.tsx": [[/ *<AdminNav current="users" \/>\n/, ""]],
    "messages/messages.test.ts": [[/(?: {4}"connections\..*\n)+/, ""]],
    "docs/protecting.md": [
      [
        "`useActionState`. `app/admin/connections` does so, with and without JavaScript.",
        "`useActionState`.",
      ],
    ],
    "docs/secrets.md": [
      [
        "sign-in attempts in cookies, provider tokens and connections' credentials in the database",
        "sign-in attempts in cookies, and provider tokens in the database",
      ],
    ],
    "lib/auth/README.md": [
      [/\| A domain's only way in .*\n/, ""],
      [/\| `connections\/` .*\n/, ""],
    ],
  },
}
