import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "@playwright/test"
import type { Attempt } from "../attempt"
import { AuthError } from "../errors"
import type { OAuth1Provider } from "../providers/types"
import { oauth1 } from "./oauth1"
import type { AttemptContext } from "./protocol"

// Signatures and whole flows are tested against a server that checks them, in scripts/identity/oauth1.test.ts.

const redirectUri = "http://localhost:3000/api/auth/service/callback"
const attempt: Attempt = {
  id: "attempt",
  client: "",
  returnTo: "/",
  startedAt: 0,
  seed: "",
  intent: { type: "signIn" },
  state: "the-state",
  nonce: "",
  codeVerifier: "",
}
const good = "oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true"

/** An exchange with a service at an address. */
function contextWith(more: Partial<OAuth1Provider>, at: string): AttemptContext {
  const provider: OAuth1Provider = {
    id: "service",
    name: "Service",
    protocol: "oauth1",
    requestToken: `${at}/request`,
    authorization: `${at}/authorize`,
    token: `${at}/token`,
    userinfo: `${at}/me`,
    profile: { id: "id" },
    ...more,
  }
  const client = { provider, issuer: at, clientId: "client", clientSecret: "secret" }
  return {
    client: {
      ...client,
      tokenAuth: undefined,
      privateKey: undefined,
      team: "",
      redirectUri,
      loopback: true,
      hosts: [],
      clockSkewSeconds: 0,
      fingerprint: "",
    },
    attempt,
    flow: { id: "attempt", providerId: provider.id },
  }
}

/** Begins, and makes up an answer that agrees. */
async function begin(ctx: AttemptContext) {
  const { url, temporary } = await oauth1.begin(ctx, {})
  const token = url.searchParams.get("oauth_token") ?? ""
  return {
    ctx: { ...ctx, attempt: { ...attempt, temporary } },
    answer: new URLSearchParams({ state: "the-state", oauth_token: token, oauth_verifier: "v" }),
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof AuthError ? error.code : String(error)
}

/** Gives credentials to whoever asks, and the same person. */
function agreeable({ url }: IncomingMessage, response: ServerResponse): void {
  response.end(url === "/me" ? JSON.stringify({ id: 7 }) : good)
}

test("an answer that agrees signs its person in", async () => {
  await withServer(agreeable, async (at) => {
    const { ctx, answer } = await begin(contextWith({}, at))
    expect((await oauth1.complete(ctx, answer)).profile.id).toBe("7")
  })
})

const twists: { title: string; code: string; twist: (answer: URLSearchParams) => void }[] = [
  {
    title: "about another request token",
    code: "answer_invalid",
    twist: (answer) => answer.set("oauth_token", "x"),
  },
  { title: "with another state", code: "answer_invalid", twist: (answer) => answer.set("state", "x") },
  { title: "without a state", code: "answer_invalid", twist: (answer) => answer.delete("state") },
  { title: "without a token", code: "answer_invalid", twist: (answer) => answer.delete("oauth_token") },
  { title: "with two tokens", code: "answer_invalid", twist: (answer) => answer.append("oauth_token", "x") },
  { title: "without a verifier", code: "answer_invalid", twist: (answer) => answer.delete("oauth_verifier") },
  {
    title: "with an empty verifier",
    code: "answer_invalid",
    twist: (answer) => answer.set("oauth_verifier", ""),
  },
  {
    title: "with two verifiers",
    code: "answer_invalid",
    twist: (answer) => answer.append("oauth_verifier", "x"),
  },
  {
    title: "that denies another's token",
    code: "answer_invalid",
    twist: (answer) => answer.set("denied", "x"),
  },
  {
    title: "with the problem user_refused",
    code: "access_denied",
    twist: (answer) => answer.set("oauth_problem", "user_refused"),
  },
  {
    title: "with another problem",
    code: "provider_refused",
    twist: (answer) => answer.set("oauth_problem", "token_expired"),
  },
]
for (const { title, code, twist } of twists)
  test(`an answer ${title} is ${code}`, { tag: "@stripped-check" }, async () => {
    await withServer(agreeable, async (at) => {
      const { ctx, answer } = await begin(contextWith({}, at))
      twist(answer)
      expect(await codeOf(oauth1.complete(ctx, answer))).toBe(code)
    })
  })

for (const params of [{ max_age: "0" }, { acr_values: "gold" }])
  test(`a wish for ${Object.keys(params)[0]}, which no answer could fulfil, is invalid_request`, async () => {
    expect(await codeOf(oauth1.begin(contextWith({}, "http://localhost:1"), params))).toBe("invalid_request")
  })

test("a userinfo's large numbers stay exact", { tag: "@identity" }, async () => {
  const answerAll = ({ url }: IncomingMessage, response: ServerResponse) => {
    response.end(url === "/me" ? '{"id":12345678901234567890}' : good)
  }
  await withServer(answerAll, async (at) => {
    const { ctx, answer } = await begin(contextWith({}, at))
    expect((await oauth1.complete(ctx, answer)).profile.id).toBe("12345678901234567890")
  })
})

test(
  "secrets in PLAINTEXT leave for this machine only if the owner named it, and else over https",
  { tag: "@leak" },
  async () => {
    for (const [at, loopback] of [
      ["http://x.example.com", true],
      ["http://localhost:1", false],
    ] as const) {
      const { client, ...rest } = contextWith({ signature: "PLAINTEXT" }, at)
      expect(await codeOf(oauth1.begin({ ...rest, client: { ...client, loopback } }, {}))).toBe(
        "provider_misconfigured",
      )
    }
  },
)

const long = "x".repeat(501)
const faults: [title: string, code: string, body: string, status?: number][] = [
  ["without oauth_callback_confirmed", "token_invalid", "oauth_token=t&oauth_token_secret=s"],
  ["that confirms no callback", "token_invalid", good.replace("true", "false")],
  ["without a token", "token_invalid", good.replace("oauth_token=t", "x=y")],
  ["with an empty token", "token_invalid", good.replace("=t&", "=&")],
  ["without a secret", "token_invalid", good.replace("oauth_token_secret", "x")],
  ["with two tokens", "token_invalid", `${good}&oauth_token=u`],
  ["with a broken escape", "token_invalid", `${good}&x=%zz`],
  ["with a pair that is none", "token_invalid", `${good}&x`],
  ["that is JSON", "token_invalid", JSON.stringify({ oauth_token: "t", oauth_token_secret: "s" })],
  ["that is a page", "token_invalid", "<!doctype html><title>a=b&c=d</title>"],
  ["that is empty", "token_invalid", ""],
  ["with a token too long for an address", "token_invalid", good.replace("=t&", `=${long}&`)],
  ["with a secret too long for a cookie", "token_invalid", good.replace("=s&", `=${long}&`)],
  ["that leads elsewhere", "token_invalid", good, 302],
  ["of status 401", "token_refused", good, 401],
  ["of status 500", "provider_unreachable", good, 500],
]
for (const [title, code, body, status = 200] of faults)
  test(
    `temporary credentials in an answer ${title} are ${code}`,
    { tag: ["@stripped-check", "@malformed"] },
    async () => {
      await withServer(
        (_, response) => response.writeHead(status, { location: "/x" }).end(body),
        async (at) => expect(await codeOf(oauth1.begin(contextWith({}, at), {}))).toBe(code),
      )
    },
  )

test("credentials may come with line breaks around them, and escaped", async () => {
  const body = `\n${good.replace("=t&", "=t%2B+1&")}\r\n`
  await withServer(
    (_, response) => response.end(body),
    async (at) => {
      const { url } = await oauth1.begin(contextWith({}, at), {})
      expect(url.searchParams.get("oauth_token")).toBe("t+ 1")
    },
  )
})

test("the request for temporary credentials carries state in the callback, and the realm", async () => {
  let header = ""
  await withServer(
    (request, response) => {
      header = request.headers.authorization ?? ""
      response.end(good)
    },
    async (at) => {
      const { url } = await oauth1.begin(contextWith({ realm: "Photos", params: { perms: "read" } }, at), {})
      expect(Object.fromEntries(url.searchParams)).toEqual({ perms: "read", oauth_token: "t" })
    },
  )
  expect(header).toMatch(/^OAuth realm="Photos", /)
  expect(header).toContain(`oauth_callback="${encodeURIComponent(`${redirectUri}?state=the-state`)}"`)
})

const answers: [title: string, code: string, token: string, userinfo: string, status?: number][] = [
  ["an access token without a secret", "token_invalid", "oauth_token=t", "{}"],
  ["a userinfo that is no JSON", "userinfo_invalid", good, "<p>"],
  ["a userinfo without an id", "profile_invalid", good, "{}"],
  ["a userinfo of status 403", "userinfo_invalid", good, '{"id":7}', 403],
]
for (const [title, code, token, userinfo, status = 200] of answers)
  test(`${title} ends in ${code}`, async () => {
    const answerAll = ({ url }: IncomingMessage, response: ServerResponse) => {
      if (url === "/me") response.writeHead(status)
      response.end(url === "/me" ? userinfo : url === "/token" ? token : good)
    }
    await withServer(answerAll, async (at) => {
      const { ctx, answer } = await begin(contextWith({}, at))
      expect(await codeOf(oauth1.complete(ctx, answer))).toBe(code)
    })
  })

async function withServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  work: (address: string) => Promise<void>,
): Promise<void> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve))
  try {
    await work(`http://localhost:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
