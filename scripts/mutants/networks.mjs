// Broken checks of accounts at servers of many operators (AT Protocol).
const test = "lib/auth/oauth/atproto/atproto.test.ts"
const identity = "lib/auth/oauth/atproto/identity.ts"
const steps = "lib/auth/oauth/atproto/index.ts"

/** @type {readonly import("./mutant.mjs").Mutant[]} */
export const networks = [
  {
    attack: "identity",
    rule: "AT Protocol: a handle's document names the handle back",
    file: identity,
    at: "if («identity.claimedHandle !== handle»)",
    broken: "false",
    test,
  },
  {
    attack: "identity",
    rule: "AT Protocol: a document is that of its DID",
    file: identity,
    at: "const document = isRecord(body) && «body.id === did» ? body",
    broken: "true",
    test,
  },
  {
    attack: "identity",
    rule: "AT Protocol: a server's metadata is about itself",
    file: identity,
    at: "isRecord(body) && «serverOrigin(body.resource, policy) === origin»",
    broken: "true",
    test,
  },
  {
    attack: "identity",
    rule: "AT Protocol: sub is the account that the visitor named",
    file: steps,
    at: "if («account !== undefined && sub !== account»)",
    broken: "false",
    test,
  },
  {
    attack: "identity",
    rule: "AT Protocol: the account's DID leads to the server that gave the tokens",
    file: steps,
    at: '"identity_subject", «issuer === as.issuer»',
    broken: "true",
    test,
  },
  {
    attack: "identity",
    rule: "AT Protocol: the tokens have the scope with which sub counts",
    file: steps,
    at: 'if («scope?.split(" ").includes("atproto")») return',
    broken: "true",
    test,
  },
  {
    attack: "identity",
    rule: "AT Protocol: refreshed tokens are of the same account",
    file: steps,
    at: "if («extra.sub !== did»)",
    broken: "false",
    test,
  },
  {
    attack: "mix-up",
    rule: "AT Protocol: the response has iss, whether or not the server announces it",
    file: identity,
    at: "authorization_response_iss_parameter_supported: «true»",
    broken: "as.authorization_response_iss_parameter_supported",
    test,
  },
  {
    attack: "ssrf",
    rule: "AT Protocol: plain http is for this machine only",
    file: "lib/auth/oauth/atproto/names.ts",
    at: '(«protocol === "http:" && loopback && isLoopback(hostname)»)',
    broken: 'protocol === "http:"',
    test: "lib/auth/oauth/atproto/names.test.ts",
  },
]
