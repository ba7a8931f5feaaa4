// What begins at the provider: a sign-in (OpenID Connect Core 4), and the end of sessions (Back-Channel Logout).

/** @type {import("./index.mjs").Feature} */
export const initiated = {
  paths: [
    "e2e/sessions/backchannel-logout.spec.ts",
    "lib/auth/actions/backchannel-logout.ts",
    "lib/auth/actions/initiate.ts",
    "lib/auth/oauth/logout-token.ts",
  ],
  errors: ["logout_token_invalid"],
  checks: ["initiate_issuer", "logout_token"],
  edits: {
    "lib/auth/actions/sign-in.ts": [
      [/ {2}\/\*\* The check that the request has passed; .*\n {2}allowedBy\?: .*\n/, ""],
      [/ {2}allowedBy = "own_origin",\n/, ""],
      ["reportChecks(flow, allowedBy, ", 'reportChecks(flow, "own_origin", '],
    ],
    "lib/auth/check-names.ts": [[/ {2}\/\/ Back-channel logout\.\n/, ""]],
    "lib/auth/client-registration.ts": [[/ {2}\{\n {4}name: "initiate",\n[^]*?\n {2}\},\n/, ""]],
    "lib/auth/oauth/index.ts": [[/export \{ checkLogoutToken, .*\n/, ""]],
    "lib/auth/oauth/protocol.ts": [
      [/ {2}\/\*\* Set for a message that anyone can send, .*\n {2}isUnsolicited\?: true\n/, ""],
    ],
    "lib/auth/oauth/jwt-signature.ts": [['ctx.isUnsolicited ? "unsolicited" : "solicited"', '"solicited"']],
    "lib/auth/providers/types.ts": [
      [/ {2}\/\*\*\n {3}\* True: a sign-in may begin at the provider,[^]*?initiate\?: boolean\n/, ""],
    ],
    "lib/auth/route-handler.ts": [
      [/\/\*\* Comes from the provider's server, without an Origin\.[^]*?\n\}\n\n/, ""],
      [/\/\*\* While it is off, the route does not exist\. \*\/\n[^]*?\n\}\n\n[^]*?\n\}\n\n/, ""],
      [" | typeof initiate", ""],
      [/.*, initiate\],\n/, ""],
      [/.*backchannel-logout\$\/.*\n/, ""],
      [/ {2}const isProvider = .*\n {2}const isVisitor = !isProvider && /, "  const isVisitor = "],
    ],
    "lib/auth/store/provider-tokens.ts": [
      [
        /\/\*\*\n \* The accounts with an ID token that a logout token is about[^]*?(?=\/\*\* Replaces plaintext columns)/,
        "",
      ],
    ],
    "lib/auth/store/rate-limits.ts": [
      [/\/\*\*\n \* Runs some work that anyone may ask for\.[^]*?(?=\/\*\*\n \* Counts one attempt\.)/, ""],
    ],
    "lib/auth/store/sessions.ts": [
      [
        /\/\*\*\n \* Deletes the sessions that were opened with a provider before[^]*?(?=\/\*\* The idle limit)/,
        "",
      ],
    ],
    "lib/auth/README.md": [
      [/\| A sign-in that begins at the provider .*\n/, ""],
      [", or its\nback-channel logout, leaves", " leaves"],
      [/\n\nA provider's server may also send a logout token[^]*?(?=\n\n## )/, ""],
    ],
    "docs/custom-provider.md": [
      [/\| `AUTH_<PROVIDER>_INITIATE` .*\n/, ""],
      [/\n## Sign-in that begins at the provider\n[^]*?(?=\n## |$)/, ""],
    ],
    "scripts/identity/index.mjs": [
      [/ \* @param \{boolean\} \[options\.backchannelLogout\] .*\n/, ""],
      [/ {2}backchannelLogout = true,\n/, ""],
      [" appAddress, backchannelLogout,", ""],
      [/ \* @param \{string\} \[options\.appAddress\] .*\n/, ""],
      [/ {2}appAddress = url,\n/, ""],
    ],
    "scripts/identity/portico-id.mjs": [
      [/ \* @param \{boolean\} \[options\.backchannelLogout\] .*\n/, ""],
      [/ {2}backchannelLogout = true,\n/, ""],
      [/ \* @param \{string\} \[options\.appAddress\] .*\n/, ""],
      [/ {2}appAddress = app\.origin,\n/, ""],
      [/ {8}\.\.\.\(backchannelLogout && \{\n[^]*?\n {8}\}\),\n/, ""],
      [/ {6}backchannelLogout: \{ enabled: true \},\n/, ""],
      [/ {4}\/\/ The default rejects every loopback address[^]*?\n {4}\},\n/, ""],
    ],
    "scripts/dev/prepare.mjs": [[/ {6}appAddress: local,\n/, ""]],
    "e2e/support/app.ts": [
      [
        / {2}\/\*\* Whether the local OpenID provider names its sessions.*\n {2}backchannelLogout\?: boolean\n/,
        "",
      ],
      [/ {2}backchannelLogout,\n/, ""],
      [/ {10}\.\.\.\(backchannelLogout !== undefined && .*\n/, ""],
    ],
  },
}
