import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "@playwright/test"
import type { OAuth1Provider } from "../providers/types"
import { codeOf, contextWith, oauth1ProviderAt } from "./context.fixture"
import { oauth1 } from "./oauth1"
import type { AttemptContext } from "./protocol"

// scripts/identity/oauth1.test.ts tests signatures and whole flows against a server that checks them.

const redirectUri = "http://localhost:3000/api/auth/service/callback"
const validCredentials = "oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true"

/** The request context for a service at an origin. */
function contextFor(options: Partial<OAuth1Provider>, origin: string): AttemptContext {
  const ctx = contextWith(oauth1ProviderAt(origin, options), { issuer: origin, redirectUri })
  return { ...ctx, attempt: { ...ctx.attempt, state: "the-state" } }
}

/** Starts a sign-in and returns a valid response for it. */
async function begin(ctx: AttemptContext) {
  const { url, temporary } = await oauth1.begin(ctx, {})
  const token = url.searchParams.get("oauth_token") ?? ""
  return {
    ctx: { ...ctx, attempt: { ...ctx.attempt, temporary } },
    params: new URLSearchParams({ state: "the-state", oauth_token: token, oauth_verifier: "v" }),
  }
}

/** Responds with valid credentials and a valid profile. */
function validResponses({ url }: IncomingMessage, response: ServerResponse): void {
  response.end(url === "/me" ? JSON.stringify({ id: 7 }) : validCredentials)
}

test("a valid authorization response signs the user in", async () => {
  await withServer(validResponses, async (origin) => {
    const { ctx, params } = await begin(contextFor({}, origin))
    expect((await oauth1.complete(ctx, params)).profile.id).toBe("7")
  })
})

const invalidResponses: { title: string; code: string; change: (params: URLSearchParams) => void }[] = [
  {
    title: "about another request token",
    code: "answer_invalid",
    change: (params) => params.set("oauth_token", "x"),
  },
  { title: "without a token", code: "answer_invalid", change: (params) => params.delete("oauth_token") },
  { title: "with two tokens", code: "answer_invalid", change: (params) => params.append("oauth_token", "x") },
  {
    title: "without a verifier",
    code: "answer_invalid",
    change: (params) => params.delete("oauth_verifier"),
  },
  { title: "with another state", code: "answer_invalid", change: (params) => params.set("state", "x") },
  { title: "without a state", code: "answer_invalid", change: (params) => params.delete("state") },
  {
    title: "with an empty verifier",
    code: "answer_invalid",
    change: (params) => params.set("oauth_verifier", ""),
  },
  {
    title: "with two verifiers",
    code: "answer_invalid",
    change: (params) => params.append("oauth_verifier", "x"),
  },
  {
    title: "that denies another request token",
    code: "answer_invalid",
    change: (params) => params.set("denied", "x"),
  },
  {
    title: "with the problem user_refused",
    code: "access_denied",
    change: (params) => params.set("oauth_problem", "user_refused"),
  },
  {
    title: "with another problem",
    code: "provider_refused",
    change: (params) => params.set("oauth_problem", "token_expired"),
  },
]
for (const { title, code, change } of invalidResponses)
  test(`an authorization response ${title} fails with ${code}`, { tag: "@stripped-check" }, async () => {
    await withServer(validResponses, async (origin) => {
      const { ctx, params } = await begin(contextFor({}, origin))
      change(params)
      expect(await codeOf(oauth1.complete(ctx, params))).toBe(code)
    })
  })

for (const requested of [{ max_age: "0" }, { acr_values: "gold" }])
  test(`${Object.keys(requested).join()} is rejected, since no OAuth 1.0 response could prove it`, async () => {
    expect(await codeOf(oauth1.begin(contextFor({}, "http://localhost:1"), requested))).toBe(
      "insufficient_user_authentication",
    )
  })

test("a large number as the id in userinfo stays exact", { tag: "@identity" }, async () => {
  const respond = ({ url }: IncomingMessage, response: ServerResponse) => {
    response.end(url === "/me" ? '{"id":12345678901234567890}' : validCredentials)
  }
  await withServer(respond, async (origin) => {
    const { ctx, params } = await begin(contextFor({}, origin))
    expect((await oauth1.complete(ctx, params)).profile.id).toBe("12345678901234567890")
  })
})

test(
  "the PLAINTEXT signature needs https, or a loopback host that the owner configured",
  { tag: "@leak" },
  async () => {
    for (const [origin, loopback] of [
      ["http://x.example.com", true],
      ["http://localhost:1", false],
    ] as const) {
      const { client, ...rest } = contextFor({ signature: "PLAINTEXT" }, origin)
      expect(await codeOf(oauth1.begin({ ...rest, client: { ...client, loopback } }, {}))).toBe(
        "provider_misconfigured",
      )
    }
  },
)

const tooLong = "x".repeat(501)
const invalidCredentials: [title: string, code: string, body: string, status?: number][] = [
  ["without oauth_callback_confirmed", "token_invalid", "oauth_token=t&oauth_token_secret=s"],
  ["with oauth_callback_confirmed=false", "token_invalid", validCredentials.replace("true", "false")],
  ["without a token", "token_invalid", validCredentials.replace("oauth_token=t", "x=y")],
  ["with an empty token", "token_invalid", validCredentials.replace("=t&", "=&")],
  ["without a secret", "token_invalid", validCredentials.replace("oauth_token_secret", "x")],
  ["with two tokens", "token_invalid", `${validCredentials}&oauth_token=u`],
  ["with a broken escape", "token_invalid", `${validCredentials}&x=%zz`],
  ["with a parameter without a value", "token_invalid", `${validCredentials}&x`],
  ["that is JSON", "token_invalid", JSON.stringify({ oauth_token: "t", oauth_token_secret: "s" })],
  ["that is an HTML page", "token_invalid", "<!doctype html><title>a=b&c=d</title>"],
  ["that is empty", "token_invalid", ""],
  [
    "with a token that is too long for a URL",
    "token_invalid",
    validCredentials.replace("=t&", `=${tooLong}&`),
  ],
  [
    "with a secret that is too long for a cookie",
    "token_invalid",
    validCredentials.replace("=s&", `=${tooLong}&`),
  ],
  ["that is a redirect", "token_invalid", validCredentials, 302],
  ["of status 401", "token_refused", validCredentials, 401],
  ["of status 500", "provider_unreachable", validCredentials, 500],
]
for (const [title, code, body, status = 200] of invalidCredentials)
  test(
    `a temporary credentials response ${title} fails with ${code}`,
    { tag: ["@stripped-check", "@malformed"] },
    async () => {
      await withServer(
        (_, response) => response.writeHead(status, { location: "/x" }).end(body),
        async (origin) => expect(await codeOf(oauth1.begin(contextFor({}, origin), {}))).toBe(code),
      )
    },
  )

test("credentials with escapes and line breaks around them are accepted", async () => {
  const body = `\n${validCredentials.replace("=t&", "=t%2B+1&")}\r\n`
  await withServer(
    (_, response) => response.end(body),
    async (origin) => {
      const { url } = await oauth1.begin(contextFor({}, origin), {})
      expect(url.searchParams.get("oauth_token")).toBe("t+ 1")
    },
  )
})

test("the temporary credentials request contains the realm, and the state in the callback", async () => {
  let header = ""
  await withServer(
    (request, response) => {
      header = request.headers.authorization ?? ""
      response.end(validCredentials)
    },
    async (origin) => {
      const { url } = await oauth1.begin(
        contextFor({ realm: "Photos", params: { perms: "read" } }, origin),
        {},
      )
      expect(Object.fromEntries(url.searchParams)).toEqual({ perms: "read", oauth_token: "t" })
    },
  )
  expect(header).toMatch(/^OAuth realm="Photos", /)
  expect(header).toContain(`oauth_callback="${encodeURIComponent(`${redirectUri}?state=the-state`)}"`)
})

const failures: [title: string, code: string, token: string, userinfo: string, status?: number][] = [
  ["an access token without a secret", "token_invalid", "oauth_token=t", "{}"],
  ["userinfo that is not JSON", "userinfo_invalid", validCredentials, "<p>"],
  ["userinfo without an id", "profile_invalid", validCredentials, "{}"],
  ["userinfo with status 403", "userinfo_invalid", validCredentials, '{"id":7}', 403],
]
for (const [title, code, token, userinfo, status = 200] of failures)
  test(`${title} fails with ${code}`, async () => {
    const bodies: Record<string, string> = { "/request": validCredentials, "/token": token, "/me": userinfo }
    const respond = ({ url = "" }: IncomingMessage, response: ServerResponse) => {
      if (url === "/me") response.writeHead(status)
      response.end(bodies[new URL(url, redirectUri).pathname])
    }
    await withServer(respond, async (origin) => {
      const { ctx, params } = await begin(contextFor({}, origin))
      expect(await codeOf(oauth1.complete(ctx, params))).toBe(code)
    })
  })

async function withServer(
  respond: (request: IncomingMessage, response: ServerResponse) => void,
  work: (origin: string) => Promise<void>,
): Promise<void> {
  const server = createServer(respond)
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve))
  try {
    await work(`http://localhost:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
