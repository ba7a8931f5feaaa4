// Accounts at servers of many operators (AT Protocol): Bluesky.

/** @type {import("./index.mjs").Feature} */
export const atproto = {
  paths: [
    "app/signin/account-sign-in.tsx",
    "components/account-field.tsx",
    "lib/auth/actions/client-document.ts",
    // Only servers of the AT Protocol redirect to an IP address.
    "lib/auth/http/loopback-callback.ts",
    "lib/auth/oauth/atproto",
    "lib/auth/oauth/network.ts",
    "lib/auth/unregistered-client.ts",
  ],
  errors: ["identity_unresolved", "identity_mismatch"],
  checks: ["identity_name", "identity_handle", "identity_document", "identity_server", "identity_subject"],
  messages: [[/ {4}account: \{\n {6}label: .*?\n {4}\},\n/s, ""]],
  edits: {
    "app/dashboard/accounts/actions.ts": [[/ {4}login_hint: .*\n/, ""]],
    "app/dashboard/accounts/page.tsx": [
      [/ {6}\{provider\.asksForAccount && .*\n/, ""],
      [/ {10}\{provider\.asksForAccount && .*\n/, ""],
    ],
    "app/signin/page.tsx": [
      [
        / {2}\/\/ To confirm, the engine knows the account\.\n {2}const asking = .*\n {2}const choices = .*\n/,
        "",
      ],
      [
        /\{choices\.length > 0 && \(\s*(<ProviderButtons[^]*?\/>)\s*\)\}/,
        "<ProviderButtons providers={shown} last={last} callbackUrl={callbackUrl} fields={confirmation?.fields} />",
      ],
      [/ {6}\{asking\.map\([^]*?\n {6}\)\)\}\n/, ""],
    ],
    "components/error-notice.tsx": [[" && !provider.asksForAccount", ""]],
    "lib/auth/actions/provider-fetch.ts": [
      [
        /const url = await addressOf\(.*\n {2}if \(!\(url instanceof URL\)\) return url\n/,
        "const url = new URL(given)\n  requireNamedApi(client, url)\n",
      ],
      [/ {2}const current = await addressOf\(.*\n {2}if .*\n/, ""],
      ["send(current, ", "send(url, "],
      [/type Account = .*\n\n\/\*\*\n \* The address of a call\.[^]*?\n\}\n\n(?=function contextOf)/, ""],
    ],
    "lib/auth/actions/refresh-tokens.ts": [[/ {6}accountId: stored\.row\.providerAccountId,\n/, ""]],
    "lib/auth/actions/revoke-tokens.ts": [[", tokens, row.providerAccountId)", ", tokens)"]],
    "lib/auth/actions/sign-in.ts": [
      [/ {2}const known = isNetwork[^]*?const wanted = .*\n/, ""],
      ["{ scope, ...given }", "{ scope, ...wanted }"],
      [/\/\*\* At a provider with many servers[^]*?\n\}\n\n/, ""],
    ],
    "lib/auth/attempt.ts": [
      [/ {2}\/\*\* AT Protocol: .*\n {2}server\?: .*\n/, ""],
      [' | "server"', ""],
    ],
    "lib/auth/cookies/attempt.ts": [
      [/ {4}server: optional\([^]*?\n {4}\),\n/, ""],
      [/ {2}const \{ server \} = attempt\n/, ""],
      [/ {4}server,\n/, ""],
    ],
    "lib/auth/check-names.ts": [[/ {2}\/\/ AT Protocol: .*\n/, ""]],
    "lib/auth/crypto/dpop-key.ts": [
      [/ {2}\/\*\* The id of the client's own key .*\n {2}clientKey\?: .*\n/, ""],
      [/ {2}clientKey: .*\n/, ""],
    ],
    "lib/auth/oauth/client-auth.ts": [
      ["{ client, dpopKey }: RequestContext", "{ client }: RequestContext"],
      ["await keyFor(client, dpopKey)", "keyOf(client)"],
      [/\/\*\* The key that signs now, or the one[^]*?\n\}\n\n/, ""],
    ],
    "lib/auth/oauth/dpop.ts": [
      ["await withClientKey(ctx, bound ?? (await newDpopKey()))", "bound ?? (await newDpopKey())"],
      [/\/\*\*\n \* Servers of the AT Protocol bind[^]*?\n\}\n\n/, ""],
    ],
    "lib/auth/clients.ts": [
      [/ {8}unregisteredProblems,\n/, ""],
      [
        / {2}const unregistered = .*\n {2}const \{ clientId, redirectUri \} = .*\n/,
        '  const clientId = read("id") ?? ""\n',
      ],
      ["unregistered?.tokenAuth ?? ", ""],
      [/ {4}redirectUri,\n/, "    redirectUri: callback,\n"],
      [
        / {4}\/\/ Those of a network are .*\n {4}apis: .*\n/,
        "    apis: [...knownAddresses, ...apis].map((address) => address.origin),\n",
      ],
      ["[issuer, clientId, redirectUri]", "[issuer, clientId, callback]"],
      [/ {2}\/\/ The directory vouches .*\n {2}if \(protocol === "oauth2" && filled\.network\) .*\n/, ""],
      [/ {10}filled\.network && .*\n/, ""],
      ["|DIRECTORY|SERVER", ""],
    ],
    "lib/auth/index.ts": [
      [" login_hint: the account or server, where a provider asks for it;", ""],
      [
        '; at a provider\n *   with many servers also a path at the server of the user\'s account: "/xrpc/com.atproto.server.getSession"',
        "",
      ],
    ],
    "lib/auth/oauth/client-options.ts": [
      ["const { provider, loopback, hosts } = client", "const { loopback, hosts } = client"],
      [/ {2}const isNamedByVisitors = .*\n/, ""],
      [", ...(isNamedByVisitors && { isStranger: true })", ""],
    ],
    "lib/auth/oauth/oauth2.ts": [
      [
        /async begin\(requested, requestedParams\) \{\n[^]*?\n {2}\},\n/,
        "async begin(ctx, params) {\n    requireNoOpenIdParams(ctx.flow, params)\n    return authorizationRequest(ctx, await authorizationServer(ctx), params)\n  },\n",
      ],
      ["atServerOfAttempt(attemptCtx)", "attemptCtx"],
      [
        / {4}\/\/ The AT Protocol requires .*\n {4}const requested = isNetwork\(ctx\) \? undefined : /,
        "    const requested = ",
      ],
      [
        /isNetwork\(ctx\)\n {6}\? await \(await import\("\.\/atproto"\)\)\.proveAccount\(ctx, as, tokens\)\n {6}: /,
        "",
      ],
      ["{ refreshToken, dpopKey, accountId }", "{ refreshToken, dpopKey }"],
      ["await atServerOfAccount(requestCtx, accountId)", "requestCtx"],
      [
        /requireAccount\(\s*ctx,\s*(await checkTokenResponse\(ctx, as, await refreshRequest\(ctx, as, refreshToken\)\)),\s*accountId,\s*\)/,
        "checkTokenResponse(ctx, as, await refreshRequest(ctx, as, refreshToken))",
      ],
      [/\/\*\* In the AT Protocol a refreshed token[^]*?\n\}\n\n/, ""],
      [/ {2}if \(isNetwork\(ctx\)\) return \(await import\("\.\/atproto"\)\)\.serverMetadata.*\n/, ""],
    ],
    "lib/auth/oauth/protocol.ts": [
      [/ {2}\/\*\* AT Protocol: .*\n {2}server\?: .*\n/, ""],
      [/ {2}\/\*\* The user's id at the provider\. \*\/\n {2}accountId\?: .*\n/, ""],
    ],
    "lib/auth/oauth/revocation.ts": [
      [/ \* @param accountId .*\n/, ""],
      [/ {2}request: RequestContext,\n/, "  ctx: RequestContext,\n"],
      [/ {2}accountId\?: string,\n/, ""],
      ["request.client.provider", "ctx.client.provider"],
      [/ {2}const ctx = await atServerOfAccount\(request, accountId\)\n/, ""],
    ],
    "lib/auth/provider-summaries.ts": [
      [/ {2}\/\*\* The form may have the field `login_hint`.*\n {2}asksForAccount: boolean\n/, ""],
      [/ {4}asksForAccount: .*\n/, ""],
    ],
    "lib/auth/providers/types.ts": [[/ {4}\/\*\*\n {5}\* "atproto": [^]*?network\?: "atproto"\n/, ""]],
    "lib/auth/connections/kinds.ts": [
      [
        'provider.protocol !== "oauth1" && !(provider.protocol === "oauth2" && provider.network)',
        'provider.protocol !== "oauth1"',
      ],
    ],
    "lib/auth/route-handler.ts": [
      [/ {2}const own = ownLoopbackAddress\(request\)\n.*\n/, ""],
      [/function isCallbackHost\([^]*?\n\}\n\n/, ""],
      [/const getClientDocument: .*\n\n/, ""],
      [/.*client-metadata.*\n/, ""],
    ],
    "lib/auth/README.md": [
      [/\| AT Protocol: .*\n/, ""],
      [/\| `unregistered-client\.ts` .*\n/, ""],
    ],
    "docs/custom-provider.md": [[/\| has accounts at servers of many operators .*\n/, ""]],
    "docs/strict-providers.md": [
      ["# Strict providers: DPoP, FAPI 2.0 and Bluesky", "# Strict providers: DPoP and FAPI 2.0"],
      [/\n## Bluesky and other servers of the AT Protocol\n[^]*?(?=\n## )/, ""],
      [/\| `identity_unresolved` .*\n/, ""],
      [/\| `invalid_client_metadata` \(Bluesky\) .*\n/, ""],
    ],
  },
}

/** Between the buttons and a form, which is that of this protocol or that of connections. @type {import("./index.mjs").Feature} */
export const divider = { paths: ["app/signin/or-divider.tsx"], messages: [[/ {4}or: ".*\n/, ""]] }
