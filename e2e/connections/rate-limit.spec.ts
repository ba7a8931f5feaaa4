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
