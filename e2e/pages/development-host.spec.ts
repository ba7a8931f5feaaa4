// The development server answers on loopback hosts and on the host of AUTH_URL only.
import { expect, test, Visitor } from "../support/fixtures"
import { submitAction } from "../support/server-action"

const paths = [
  "/",
  "/signin",
  "/setup",
  "/setup/flow",
  "/no/such/page",
  "/api/auth/session",
  "/api/auth/providers",
  "/api/health",
]

test(
  "a foreign Host gets 421 on pages, actions and routes",
  { tag: ["@host-header", "@defaults"] },
  async ({ app, visitor }) => {
    const { port } = new URL(app.origin)
    for (const host of [
      `attacker.example:${port}`,
      `localhost.attacker.example:${port}`,
      `192.168.0.7:${port}`,
      `localhost@attacker.example:${port}`,
    ])
      for (const path of paths) {
        const { status, text } = await visitor.get(path, { headers: { host } })
        expect([host, path, status]).toEqual([host, path, 421])
        expect(text).not.toContain("<")
      }
    const host = `attacker.example:${port}`
    const posts = [
      await submitAction(visitor, "/", { headers: { host, origin: `http://${host}` } }),
      await submitAction(visitor, "/setup/oidc", { headers: { host, origin: `http://${host}` } }),
      await visitor.post("/api/auth/signin/oidc", { headers: { host } }),
      await visitor.post("/api/auth/signout", { headers: { host } }),
    ]
    expect(posts.map(({ status }) => status)).toEqual([421, 421, 421, 421])
  },
)

test("loopback hosts are answered", { tag: "@host-header" }, async ({ app, visitor }) => {
  const { port } = new URL(app.origin)
  for (const host of ["localhost", "127.0.0.1", "[::1]", "app.localhost", "LOCALHOST"])
    for (const path of ["/setup", "/api/auth/session"]) {
      const { status } = await visitor.get(path, { headers: { host: `${host}:${port}` } })
      expect([host, path, status]).toEqual([host, path, 200])
    }
})

test(
  "credentials are sent to a provider only for a page of this site",
  { tag: ["@host-header", "@idor"] },
  async ({ app }) => {
    const { port } = new URL(app.origin)
    const prove = async (host: string) => {
      const headers = { host, origin: `http://${host}` }
      return (await submitAction(new Visitor(app.origin), "/setup/oidc", { headers })).text
    }
    expect(await prove(`localhost:${port}`)).toContain("invalid_grant")
    const refused = await prove(`127.0.0.1:${port}`)
    expect(refused).not.toContain("invalid_grant")
    expect(refused).toContain("the request came from")
  },
)
