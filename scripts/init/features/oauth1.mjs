// OAuth 1.0 and 1.0a (RFC 5849).

/** @type {import("./index.mjs").Feature} */
export const oauth1 = {
  paths: [
    "lib/auth/oauth/oauth1.ts",
    "lib/auth/oauth/oauth1-request.ts",
    "lib/auth/oauth/oauth1-signature.ts",
    "scripts/identity/oauth1.mjs",
    "scripts/identity/oauth1-responses.mjs",
    "scripts/identity/oauth1-verification.mjs",
  ],
  checks: [
    "temporary_accepted",
    "temporary_form",
    "callback_confirmed",
    "response_token",
    "response_verifier",
  ],
  edits: {
    ".env.example": [
      [/# Any OAuth 1\.0a service\.\n(AUTH_OAUTH1_.*\n)+\n/, ""],
      ["Likewise oauth2 and oauth1.", "Likewise oauth2."],
    ],
    "lib/auth/actions/access-token.ts": [
      [/ "OAuth": each request is signed \(OAuth 1\.0\)\./, ""],
      [' | "DPoP" | "OAuth"', ' | "DPoP"'],
      ["plainType(token.tokenSecret)", '"Bearer"'],
      [/\/\*\* Only a token of OAuth 1\.0 has a secret\. \*\/\nfunction plainType[^]*?\n\}\n\n/, ""],
      [", or at a\n *   provider that has none", ""],
      ["requireScopes(client.provider, scope)", "requireScopes(scope)"],
      ["requireScopes({ protocol }: Provider, scope: string)", "requireScopes(scope: string)"],
      [/ {2}if \(protocol === "oauth1"\) requireNoScope\(scope\)\n/, ""],
    ],
    "lib/auth/actions/provider-fetch.ts": [
      ["const { dpopKey, accessToken, tokenSecret } = token", "const { dpopKey, accessToken } = token"],
      ["{ accessToken, tokenSecret, method,", "{ accessToken, method,"],
    ],
    "lib/auth/attempt.ts": [
      [/ {2}\/\*\* OAuth 1\.0: a hash .*\n {2}temporary\?: .*\n/, ""],
      [' | "temporary"', ""],
    ],
    "lib/auth/client-registration.ts": [
      [/const isOAuth2 = .*\n/, "const isAny = () => true\n"],
      [/fits: isOAuth2/g, "fits: isAny"],
      [/ {2}const isOwners = isOAuth2\(provider\) && (.*)\n/, ""],
      ["return isOwners ? ", 'return typeof provider.tokenAuth !== "string" ? '],
    ],
    "lib/auth/client-variables.ts": [
      [", or as OAuth 1.0 specifies", ""],
      ["const { protocol, tokenAuth: declared } = provider", "const { tokenAuth: declared } = provider"],
      [/ {2}if \(protocol === "oauth1"\) .*\n/, ""],
    ],
    "lib/auth/clients.ts": [
      [
        /filled\.protocol === "oauth1"\n {6}\? \[filled\.requestToken\]\n {6}: (\[[^]*?\n {8}\])/,
        "[\n    ...[filled.issuer, filled.refresh, filled.longLived?.exchange, filled.revocation],\n    ...Object.values(filled.extraRequests ?? {}),\n  ]",
      ],
    ],
    "lib/auth/cookies/attempt.ts": [
      [/ {4}temporary: optional\(.*\n/, ""],
      ["the state, or in OAuth Core 1.0 the hash of the temporary token", "the state"],
      ["scope, temporary, ", "scope, "],
      [/ {4}temporary,\n/, ""],
      [
        / \|\| \(key !== attempt\.state && key !== attempt\.temporary\?\.tokenHash\)/,
        " || key !== attempt.state",
      ],
    ],
    "lib/auth/errors.ts": [[", or RFC 5849 section 2.1 or 2.3", ""]],
    "docs/errors.md": [[", or RFC 5849 section 2.1 or 2.3", ""]],
    "docs/customizing.md": [
      ["the generic OAuth 1.0a and 2.0", "the generic OAuth 2.0"],
      [/- OAuth 1\.0 has no scopes: .*\n/, ""],
    ],
    "lib/auth/http/provider-request.ts": [['"temporary" | ', ""]],
    "lib/auth/index.ts": [
      [", or of OAuth 1.0\n", "\n"],
      [
        "a bearer token, one that is bound to a key\n * (DPoP), or one of OAuth 1.0.",
        "a bearer token, or one that is\n * bound to a key (DPoP).",
      ],
    ],
    "lib/auth/oauth/api.ts": [
      [/ {2}\/\*\* OAuth 1\.0: the secret of the token\. \*\/\n.*\n/, ""],
      [", signed (RFC 5849), or", ", or"],
      [", accessToken, tokenSecret }", ", accessToken }"],
      [/ {2}if \(ctx\.client\.provider\.protocol === "oauth1"\) \{\n[^]*?\n {2}\}\n/, ""],
      [/\n\/\*\* The parameters of a form in the body[^]*$/, ""],
    ],
    "lib/auth/oauth/authorization-params.ts": [
      [" OAuth 1.0 has none.", ""],
      [/\n\/\*\*\n \* For OAuth 1\.0, whose[^]*?\n\}\n/, ""],
      [/ {2}if \(provider\.protocol === "oauth1"\) .*\n/, ""],
    ],
    "lib/auth/oauth/index.ts": [["{ oauth1, oauth2, oidc }", "{ oauth2, oidc }"]],
    "lib/auth/oauth/protocol.ts": [
      [/ {2}\/\*\* OAuth 1\.0: the temporary .*\n.*\n/, ""],
      [" OAuth 1.0 has none.", ""],
    ],
    "lib/auth/oauth/revocation.ts": [[/ {2}if \(protocol === "oauth1"\) return false\n/, ""]],
    "lib/auth/providers/catalogue.test.ts": [['"oauth1", ', ""]],
    "lib/auth/providers/types.ts": [
      [
        /\/\*\* The options that do not apply to OAuth 1\.0\. \*\/\n[^]*?(?=\/\*\* The endpoints come from discovery)/,
        "",
      ],
      ["as with OAuth 1.0 and 2.0", "as with OAuth 2.0"],
      ["OAuth1Provider | ", ""],
    ],
    "lib/auth/connections/kinds.ts": [
      [
        /\.filter\(\n {2}\(provider: Provider\) =>\n {4}.*,\n\) as Exclude<Provider, \{ protocol: "oauth1" \}>\[\]/,
        " as Provider[]",
      ],
    ],
    // Each protocol that stays has scopes.
    "lib/auth/unregistered-client.ts": [['{ scope = "", settings }', "{ scope, settings }"]],
    "lib/auth/store/token-sets.ts": [
      [/ {2}\/\*\* OAuth 1\.0: the secret .*\n.*\n/, ""],
      [/ {4}tokenSecret: null,\n/, ""],
      [/ {2}const extra = await openToken[^]*?const tokenSecret = .*\n/, ""],
      [", tokenSecret, scope", ", scope"],
    ],
    "lib/auth/telemetry/flow-events.ts": [
      ["temporary credentials of OAuth 1.0, pushed", "pushed"],
      [/ {2}\| "temporary_request"\n {2}\| "temporary_response"\n/, ""],
    ],
    "lib/auth/README.md": [
      [/ OAuth 1\.0 fetches\n[^]*?(?=\n\n)/, ""],
      [/\| OAuth 1\.0: request token, .*\n/, ""],
      [/\| OAuth 1\.0 temporary secret .*\n/, ""],
      ["OAuth 1.0, OAuth 2.0 and OpenID Connect: no database", "OAuth 2.0 and OpenID Connect: no database"],
      [" and signs requests of OAuth 1.0\n  too, and", "\n  and"],
    ],
    "lib/auth/diagnostics/credentials.ts": [
      [/ {4}if \(client\.provider\.protocol === "oauth1"\) \{\n[^]*?\n {4}\}\n/, ""],
    ],
    "lib/auth/diagnostics/provider.ts": [[/return provider\.protocol === "oauth1"\n.*\n {4}: /, "return "]],
    "lib/dev/inspector/messages.ts": [[/ {2}temporary_request: .*\n {2}temporary_response: .*\n/, ""]],
    "app/setup/flow/labels.ts": [[/ {2}oauth1: .*\n/, ""]],
    "app/setup/states.tsx": [['oauth1: "OAuth 1.0", ', ""]],
    "app/setup/catalogue.tsx": [
      [
        /OAuth 2\.0 \(<ProviderLink id="oauth2" \/>\) or OAuth 1\.0a \(\s*<ProviderLink id="oauth1" \/>\s*\)\./,
        'OAuth 2.0 (<ProviderLink id="oauth2" />).',
      ],
    ],
    "scripts/identity/index.mjs": [
      [/ {2}\{ id: "twitter-legacy".*\n/, ""],
      [' | "twitter-legacy"', ""],
      [/ {6}if \(id === "twitter-legacy"\) .*\n/, ""],
    ],
    "scripts/identity/page.css": [
      [/^\.icon-twitter-legacy \{\n[^}]*\}\n/m, ""],
      [",\n  .icon-twitter-legacy {", " {"],
    ],
    "scripts/providers/facts.mjs": [
      ['oauth1: "OAuth 1.0a", ', ""],
      [
        'protocol === "oauth1" && provider.version === "1.0" ? "OAuth 1.0" : protocols[protocol]',
        "protocols[protocol]",
      ],
    ],
    "scripts/providers/findings.mjs": [[/ {2}if \(protocol === "oauth1"\) return null\n/, ""]],
    "scripts/providers/keys.mjs": [
      [
        'key && (protocol === "oauth1" || !methods.includes("private_key_jwt"))',
        'key && !methods.includes("private_key_jwt")',
      ],
    ],
    "docs/custom-provider.md": [
      ["OAuth 2.0 and OAuth 1.0a services", "and OAuth 2.0 services"],
      [/\| OAuth 1\.0a .*\n/, ""],
    ],
    "scripts/providers/ids.mjs": [['"oauth1", ', ""]],
    "e2e/support/app.ts": [[', "twitter-legacy": 0', ""]],
  },
}
