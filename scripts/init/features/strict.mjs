// What strict providers demand: DPoP, FAPI 2.0, private keys in place of a secret, encrypted tokens.

/** The engine's fields and variables for the key of a token. */
const keyField = /** @type {const} */ ([/ {2}\/\*\* The key [^*]*\*\/\n {2}dpopKey\??: .*\n/g, ""])

/** @type {import("./index.mjs").Feature} */
export const strict = {
  paths: [
    "docs/provider-keys.md",
    "docs/strict-providers.md",
    "lib/auth/actions/published-keys.ts",
    "lib/auth/client-keys.ts",
    "lib/auth/crypto/dpop-key.ts",
    "lib/auth/crypto/key-id.ts",
    "lib/auth/crypto/key-set.ts",
    "lib/auth/crypto/private-key.ts",
    "lib/auth/oauth/decryption.ts",
    "lib/auth/oauth/dpop-handles.ts",
    "lib/auth/oauth/dpop.ts",
    "lib/auth/security-profile.ts",
    "scripts/identity/strict.mjs",
  ],
  checks: ["decryption"],
  edits: {
    ".env.example": [
      [/# [^\n]*\n(?=AUTH_OIDC_KEY=)/, ""],
      [/AUTH_OIDC_KEY=\n[^]*?AUTH_OIDC_DECRYPTION_KEY=\n/, ""],
    ],
    "lib/auth/actions/access-token.ts": [
      [
        / "DPoP" \(RFC 9449\): each request needs a proof by the token's key, which\n {7}\* `providerFetch` makes\./,
        "",
      ],
      ['"Bearer" | "DPoP"', '"Bearer"'],
      ['& Omit<UsableToken, "dpopKey">', "& UsableToken"],
      [
        "An access token with the key to which it is bound. The key never leaves the engine.",
        "An access token without its type.",
      ],
      ["Like `heldAccessToken`, without the key.", "Like `heldAccessToken`, with the type of the token."],
      [
        /const \{ dpopKey, \.\.\.token \} = held\n {2}return \{ \.\.\.token, tokenType: dpopKey \? "DPoP" : (.*) \}/,
        (_, type = "") => `return { ...held, tokenType: ${type.replace("token.", "held.")} }`,
      ],
    ],
    "lib/auth/actions/backchannel-logout.ts": [
      [/ {4}\/\/ Encrypted as ID tokens are.*\n {4}const token = .*\n/, ""],
      ["checkLogoutToken(ctx, token)", "checkLogoutToken(ctx, received)"],
      ["await idTokensOf(account), token)", "await idTokensOf(account), received)"],
      ["token.slice(0, token.lastIndexOf(", "received.slice(0, received.lastIndexOf("],
    ],
    "lib/auth/actions/provider-fetch.ts": [
      ["const { dpopKey, accessToken", "const { accessToken"],
      ["{ ...ctx, dpopKey }", "ctx"],
    ],
    "lib/auth/actions/refresh-tokens.ts": [
      ["{ token: refreshToken, dpopKey } = bound", "{ token: refreshToken } = bound"],
      [/ {6}dpopKey,\n/, ""],
      [/BoundToken/g, "OpenedToken"],
    ],
    "lib/auth/actions/revoke-tokens.ts": [
      [/, dpopKey: extended\.dpopKey/g, ""],
      [/openBoundToken/g, "openTokenText"],
    ],
    "lib/auth/attempt.ts": [keyField, [' | "dpopKey"', ""]],
    "lib/auth/client-registration.ts": [
      [/ {2}\{ name: "dpop", .*\n/, ""],
      [/ {2}\{ name: "profile", .*\n/, ""],
      [/ {2}"private_key_jwt",\n/, ""],
    ],
    "lib/auth/client-variables.ts": [
      [/, and for what the provider encrypts \(client-keys\.ts\)/, ""],
      [
        / {2}"team",\n {2}"key_id",\n {2}"key",\n {2}"key_next",\n {2}"decryption_key",\n {2}"decryption_key_next",\n/,
        "",
      ],
      [/ {2}const isDecrypting = .*\n/, ""],
      ['...names, ...(isDecrypting ? ["decryption_key"] : []), ...required', "...names, ...required"],
      [/ If the\n \* provider declares none, a private key without a secret means private_key_jwt\./, ""],
      [/ {2}if \(isFapi2\(provider, read\)\) .*\n/, ""],
      [/ {2}return isSet\("private_key_jwt"\) && .*\n/, "  return undefined\n"],
      ["withSecurityProfile(declared)", "declared"],
      [
        / {2}if \(method === "none"\) return \[\]\n {2}if .*\n {2}return .*\n/,
        '  return method === "none" ? [] : ["secret"]\n',
      ],
    ],
    "lib/auth/clients.ts": [
      [/ {2}\/\*\* Set if `tokenAuth` needs one\. \*\/\n {2}privateKey: [^]*?decryptionKeys\?: .*\n/, ""],
      [/ {2}\/\*\* The issuer of a client secret that is created[^\n]*\n {2}team: string\n/, ""],
      [/ {8}keyProblems,\n/, ""],
      [/ {8}securityProfileProblems,\n/, ""],
      [/ {4}privateKey: privateKeyOf\([^]*?decryptionKeys: .*\n/, ""],
      [/ {4}team: read\("team"\) .*\n/, ""],
    ],
    "lib/auth/cookies/attempt.ts": [
      [/ {4}dpopKey: optional\(isDpopKey\),\n/, ""],
      [", dpopKey } = attempt", " } = attempt"],
      [/ {4}dpopKey,\n/, ""],
    ],
    "lib/auth/crypto/algorithms.ts": [[/\/\*\* Those that the FAPI 2\.0[^]*?(?=\/\*\* Also `HS256`)/, ""]],
    "lib/auth/index.ts": [
      [
        /: a bearer token, or one that is\n \* bound to a key \(DPoP\)\.|, one that is bound to a key\n \* \(DPoP\),?/,
        ".",
      ],
    ],
    "lib/auth/oauth/api.ts": [
      [", with a proof if the context has its key (RFC 9449)", ""],
      [
        "Sends an access token: with a proof for it, if the context has its key (section 7.1), or as a bearer token (RFC 6750).",
        "Sends an access token as a bearer token (RFC 6750).",
      ],
      [/ {2}ctx: RequestContext,\n(?= {2}\{ url, accessToken)/, ""],
      ["requestWithToken(ctx, {", "requestWithToken({"],
      [/ {4}\.\.\.\(await proofOption\(ctx\)\),\n/, ""],
      [/ {2}return withAcceptedProof\(ctx, async \(\) => \{\n([^]*?)\n {2}\}\)\n/, (_, body) => `${body}\n`],
    ],
    "lib/auth/oauth/authorization.ts": [
      [/ {2}attemptCtx: AttemptContext,\n/, "  ctx: AttemptContext,\n"],
      [/ {2}const ctx = await withDpopKey.*\n {2}requireProofAlgorithm.*\n/, ""],
      ["{ client, attempt, flow, dpopKey }", "{ client, attempt, flow }"],
      [/ {6}\.\.\.\(await thumbprintParam\(ctx\)\),\n/, ""],
      [/ {2}if \(provider\.securityProfile === "fapi2"\) .*\n/, ""],
      ["return { url, ...(dpopKey && { dpopKey }) }", "return { url }"],
      [/ {2}const isRequired = .*\n/, ""],
      [": isRequired || as.", ": as."],
      [/\/\*\* FAPI 2\.0 section 5\.3\.3\.2[^]*?\n\}\n\n/, ""],
      [
        /const options = \{ \.\.\.requestOptions\("pushed", ctx\), \.\.\.\(await proofOption\(ctx\)\) \}/,
        'const options = requestOptions("pushed", ctx)',
      ],
      ["await withAcceptedProof(ctx, send)", "await send()"],
    ],
    "lib/auth/oauth/client-auth.ts": [
      [/const mintedSecretSeconds = .*\n\n/, ""],
      [/ \* @throws Error if the private key .*\n/, ""],
      [/ {4}case "private_key_jwt":\n.*\n {4}case "client_secret_minted":\n.*\n/, ""],
      [/\/\*\* A client secret that is a JWT[^]*?(?=\/\*\* RFC 7523 section 3\.)/, ""],
      [/\n\/\*\* A signature with Ed25519 has two names[^]*$/, ""],
    ],
    "lib/auth/oauth/hints.ts": [
      [
        /const dpop = .*\nconst refusedProof = .*\nconst refusedNonce = .*\n/,
        'const dpop =\n  "The provider requires DPoP (RFC 9449) of this client, which this app does not have: switch that off there."\n',
      ],
      [/refusedProof|refusedNonce/g, "dpop"],
      [/\/\*\* Whether a provider's error is about the proof, or[^]*?\n\}\n\n/, ""],
    ],
    "lib/auth/oauth/index.ts": [[/export \{ signedToken \}.*\n/, ""]],
    "lib/auth/oauth/jwt-signature.ts": [
      [
        / {2}const isFapi2 = .*\n {2}const known = (.*)\n {2}const accepted = .*\n/,
        (_, known) => `  const accepted = ${known}\n`,
      ],
    ],
    "lib/auth/oauth/oauth2.ts": [
      [
        /complete\(attemptCtx, response\) \{\n {4}const ctx = await withDpopKey.*\n/,
        "complete(ctx, response) {\n",
      ],
      [
        /refresh\(requestCtx, \{ refreshToken, dpopKey \}\) \{\n {4}const ctx = await withDpopKey.*\n/,
        "refresh(ctx, { refreshToken }) {\n",
      ],
      ["readTokens(body, ctx, requested)", "readTokens(body, requested)"],
    ],
    "lib/auth/oauth/oidc.ts": [
      [
        /complete\(attemptCtx, response\) \{\n {4}const ctx = await withDpopKey.*\n/,
        "complete(ctx, response) {\n",
      ],
      [
        /refresh\(requestCtx, \{ refreshToken, idToken, dpopKey \}\) \{\n {4}const ctx = await withDpopKey.*\n/,
        "refresh(ctx, { refreshToken, idToken }) {\n",
      ],
      ["readTokens(body, ctx, ", "readTokens(body, "],
      [/readTokens\(body, ctx\)/g, "readTokens(body)"],
      [" * Decrypts and decodes the ID token before", " * Decodes the ID token before"],
      [" with the signed ID token, because", ", because"],
      [/await signedToken\(ctx, body\.id_token, "id_token_invalid"\)/, "body.id_token"],
      [/ {2}const isSame = .*\n {2}const copied = .*\n/, ""],
      ["new Response(copied, response)", "new Response(text, response)"],
      ["{ discovery, tenantClaim, securityProfile }", "{ discovery, tenantClaim }"],
      [
        / {2}const as = await discover\(source, (.*)\)\n {2}return securityProfile .*\n/,
        (_, policy) => `  return discover(source, ${policy})\n`,
      ],
      [/\/\*\* Without the algorithms of ID tokens that the profile[^]*?\n\}\n\n/, ""],
    ],
    "lib/auth/oauth/protocol.ts": [keyField],
    "lib/auth/oauth/quirks.ts": [
      // The clock stays: a client without a key may have assertions too (client_secret_jwt).
      [
        "next assertion or DPoP proof of this client, and the nonce of the proof.",
        "next assertion of this client.",
      ],
      [
        / {4}for \(const name of \["dpop-nonce", "date"\]\) \{\n[^]*?\n {4}\}\n/,
        '    const date = response.headers.get("date")\n    if (date !== null) adapted.headers.set("date", date)\n',
      ],
      [/ {2}\/\/ With DPoP the type .*\n/, ""],
      [" && !provider.dpop", ""],
    ],
    "lib/auth/oauth/raw-profile.ts": [
      [/ {2}const needsProof = .*\n/, ""],
      [" && !needsProof", ""],
      [/await \(needsProof\n.*\n {4}: (.*)\)\n/, (_, call) => `await ${call}\n`],
    ],
    "lib/auth/oauth/revocation.ts": [
      keyField,
      [/ {2}requestCtx: RequestContext,\n/, "  ctx: RequestContext,\n"],
      ["{ hint, token, dpopKey }", "{ hint, token }"],
      [/ {2}const ctx = await withDpopKey.*\n/, ""],
      [
        / {4}withClientAuthentication\(ctx, as, async [^]*?\n {4}\}\)\n/,
        "    withClientAuthentication(ctx, as, (authentication) =>\n" +
          "      oauth.revocationRequest(as, client, authentication, token, { ...options, additionalParameters: parameters }),\n" +
          "    )\n",
      ],
      ["await withAcceptedProof(ctx, send)", "await send()"],
    ],
    "lib/auth/oauth/token.ts": [
      ["...(await tokenOptions(ctx))", "...tokenOptions(ctx)"],
      ["await tokenOptions(ctx)", "tokenOptions(ctx)"],
      ["async function tokenOptions", "function tokenOptions"],
      [/ {4}\.\.\.\(await proofOption\(ctx\)\),\n/, ""],
      [/await withAcceptedProof\(ctx, send\)/g, "await send()"],
      [/ {2}\{ dpopKey \}: RequestContext,\n/, ""],
      ['requireTokenType(token_type, dpopKey ? "dpop" : "bearer")', "requireTokenType(token_type)"],
      [/ {4}\.\.\.\(dpopKey && \{ dpopKey \}\),\n/, ""],
      [
        " for an access token of another type than the requested one, and",
        " for an access token that is no bearer token, and",
      ],
      [
        /\/\*\* A thief can use a bearer token[^]*$/,
        `/** No other type can be used. */
function requireTokenType(received: string): void {
  if (received === "bearer") return
  throw failedCheck("token_response", {
    code: "token_invalid",
    expected: "token_type: bearer",
    received: \`token_type: \${received}\`,
    hint: "The provider gives this client tokens of another type, such as DPoP, which this app does not have: switch that off there.",
  })
}
`,
      ],
    ],
    "lib/auth/oauth/userinfo.ts": [
      [/ {6}\.\.\.\(await proofOption\(ctx\)\),\n/, ""],
      [
        / {4}const send = \(\) => (.*)\n {4}const response = await decrypted\(.*\n/,
        (_, call) => `    const response = await ${call}\n`,
      ],
      [/\/\*\* Its encryption is registered separately[^]*?\n\}\n\n/, ""],
    ],
    "lib/auth/providers/quirks.ts": [
      [/ {2}\/\*\*\n {3}\* True if tokens are bound to a key[^]*?securityProfile\?: "fapi2"\n/, ""],
    ],
    "lib/auth/providers/types.ts": [
      [/ {2}\/\*\* `_KEY`, a private key [^]*?\| "client_secret_minted"\n/, ""],
      [/ {2}\/\*\* The provider encrypts the ID tokens of every client[^]*?encryptsIdTokens\?: true\n/, ""],
    ],
    "lib/auth/route-handler.ts": [
      [/\/\*\* A provider asks for it again when it meets an unknown key id\. \*\/\n.*\n\n/, ""],
      [/.*\bjwks\$\/.*\n/g, ""],
      [/\/\*\* JSON that is the same for everyone, and public\. \*\/\n[^]*?\n\}\n\n/, ""],
    ],
    "lib/auth/store/sealed-tokens.ts": [
      [" A token that is bound to a key is sealed with it: the stored refresh token keeps its own one.", ""],
      [", dpopKey?: DpopKey) =>", ") =>"],
      ["session, dpopKey })", "session })"],
      [/, tokens\.dpopKey\)/g, ")"],
      [' | "dpopKey"', ""],
      [/, extra, dpopKey \}/g, ", extra }"],
      [/ {2}dpopKey: optional\(isDpopKey\),\n/, ""],
      [
        /\/\*\* A token and the key to which it is bound[^]*?\nexport type BoundToken = .*\n/,
        "export type OpenedToken = { token: string }\n",
      ],
      [", together with its key.", ", which must be a text."],
      [/BoundToken \| undefined/g, "OpenedToken | undefined"],
      ["openBoundToken", "openTokenText"],
      [/return \{ token: opened\.value, dpopKey: .*\n/, "return { token: opened.value }\n"],
    ],
    "lib/auth/store/token-sets.ts": [
      keyField,
      [/\{ token, dpopKey \}: BoundToken/g, "{ token }: BoundToken"],
      [/ {4}dpopKey,\n/, ""],
      ["{ accessToken: token, dpopKey, expiresAt }", "{ accessToken: token, expiresAt }"],
      ["usable({ token, dpopKey }", "usable({ token }"],
      ["refreshToken: token = null, dpopKey }", "refreshToken: token = null }"],
      [": { token, dpopKey }", ": { token }"],
      [/openBoundToken/g, "openTokenText"],
      [/BoundToken/g, "OpenedToken"],
    ],
    "lib/auth/README.md": [
      [/- \*\*With a key\*\*[^]*?(?=- \*\*After a crash)/, ""],
      [/\| DPoP key .*\n/, ""],
      [": bearer, or bound to the attempt's key (DPoP)", ": bearer"],
      [/ Of an\nencrypted ID token, the signed one inside is stored and sent\./, ""],
    ],
    "docs/secrets.md": [
      [/[^.\n]*\n?[^.\n]*\[Keys for strict providers\]\(provider-keys\.md#change-a-key\)\.\n/, "\n"],
    ],
    "scripts/identity/index.mjs": [
      [/ {4}const strict = await strictnessOf\(env\)\n/, ""],
      [" strict,", ""],
      [", strict?.variables", ""],
    ],
    "scripts/identity/portico-id.mjs": [
      [/ \* @param .*options\.strict\].*\n/, ""],
      [/ {2}strict,\n/, ""],
      [/ {8}\.\.\.strict\?\.client,\n/, ""],
      [/ {6}\.\.\.strict\?\.features,\n/, ""],
    ],
    "e2e/support/app.ts": [
      [/ {2}\/\*\* Variables that the local identity servers read too: .*\n {2}strict\?: .*\n/, ""],
      [/ {2}strict = \{\},\n/, ""],
      ["env: strict,", "env: {},"],
      [/ {6}\.\.\.strict,\n/, ""],
    ],
  },
}
