// Attempts to find a company are limited like sign-ins.
import { expect, test, Visitor } from "./fixtures"

test.use({ variables: { AUTH_RATE_LIMIT: "5", AUTH_TRUST_PROXY: "127.0.0.0/8" } })

test(
  "a list of domains cannot be tried, and what counts is the client, not the address",
  { tag: "@rate-limit" },
  async ({ app }) => {
    const codeFor = async (ip: string, email: string) => {
      const headers = { accept: "text/html", "x-forwarded-for": ip }
      const { location } = await new Visitor(app.origin).post("/api/auth/signin", {
        form: { email },
        headers,
      })
      return new URL(location).searchParams.get("error")
    }
    const codes: (string | null)[] = []
    for (let n = 0; n < 7; n++) codes.push(await codeFor("203.0.113.7", `wile@domain-${n}.example`))
    expect(codes).toEqual([...Array<string>(5).fill("company_unknown"), "rate_limited", "rate_limited"])
    expect(await codeFor("203.0.113.8", "wile@domain-1.example")).toBe("company_unknown")
  },
)

test(
  "sign-ins with a connection are limited like those with a provider, and an invented id has no counter",
  { tag: "@rate-limit" },
  async ({ app, records, provider }) => {
    const id = "c_00000000000000000001"
    const values = { kind: "oidc", name: "Acme", clientId: "client", settings: { issuer: provider.origin } }
    await records.db.connection.create({ data: { id, enabled: true, createdBy: "x", ...values } })
    const statusFor = async (ip: string, providerId: string) => {
      const headers = { "x-forwarded-for": ip }
      return (await new Visitor(app.origin).post(`/api/auth/signin/${providerId}`, { headers })).status
    }
    const statuses = (ip: string, providerId: string) =>
      Promise.all(Array.from({ length: 7 }, () => statusFor(ip, providerId)))
    expect((await statuses("203.0.113.9", id)).toSorted((a, b) => a - b)).toEqual([
      ...Array<number>(5).fill(303),
      429,
      429,
    ])
    expect(await statusFor("203.0.113.10", id)).toBe(303)
    const invented = await statuses("203.0.113.11", "c_00000000000000000002")
    expect(invented).toEqual(Array<number>(7).fill(404))
    expect(await records.db.rateLimit.count({ where: { key: { contains: "203.0.113.11" } } })).toBe(0)
  },
)
