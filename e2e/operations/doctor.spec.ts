// `npm run doctor` against the app under test, and against a server that fails every check.
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { checkDatabase } from "../../scripts/doctor/database.mjs"
import { checkCookies, checkHeaders } from "../../scripts/doctor/headers.mjs"
import { fits } from "../../scripts/doctor/machine.mjs"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { root, runNode } from "../../scripts/test/program.mjs"
import { expect, test } from "../support/fixtures"

function doctor(...args: string[]) {
  return runNode([join(root, "scripts/doctor.mjs"), ...args], { env: bareEnvironment() })
}

/** A server that fails every check, as an app behind a misconfigured proxy might. */
async function openMisconfigured() {
  const server = createServer((request, response) => {
    const { origin } = new URL(`http://${request.headers.host}`)
    const responses: Record<string, [number, object, string]> = {
      "/api/health": [503, {}, `{"status":"migrations are missing: run \`npm run db:migrate\`"}`],
      "/setup": [500, {}, "oops"],
      "/api/auth/session": [200, { "cache-control": "public, max-age=60" }, "null"],
      "/api/auth/providers": [200, {}, `{"a":{"id":"a","name":"Acme","signinUrl":"/api/auth/signin/a"}}`],
      "/api/auth/signin/a": [
        303,
        {
          location: `https://acme.example.com/?redirect_uri=${origin.replace("http:", "https:")}/callback`,
          "set-cookie": "attempt=1; Path=/; Domain=example.com",
        },
        "",
      ],
    }
    const [status, headers, text] = responses[request.url ?? ""] ?? [200, { "x-powered-by": "Acme" }, "hello"]
    response.writeHead(status, { ...headers }).end(text)
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

test("a correct app passes every check", async ({ app }) => {
  const { code, output } = await doctor("--url", app.origin)
  expect(output).not.toMatch(/[✗!] /)
  expect(output).toMatch(/✓ GitHub +leads to .*\/api\/auth\/github\/callback/)
  expect(output).toMatch(/✓ \/setup +closed/)
  expect(output).toMatch(/✓ cookies +HttpOnly/)
  expect(code).toBe(0)
})

test("a misconfigured app gets each problem with its fix, and exit code 1", async () => {
  const misconfigured = await openMisconfigured()
  const { code, output } = await doctor("--url", misconfigured.origin, "--json")
  misconfigured.close()
  expect(code).toBe(1)
  const { ok, groups } = JSON.parse(output) as {
    ok: boolean
    groups: { checks: { result: string; detail: string; fix?: string }[] }[]
  }
  expect(ok).toBe(false)
  const failed = groups.flatMap(({ checks }) => checks).filter(({ result }) => result === "fault")
  expect(failed.every(({ fix }) => fix)).toBe(true)
  const details = failed.map(({ detail }) => detail)
  for (const detail of [
    "migrations are missing: run `npm run db:migrate`",
    "content-security-policy is missing",
    "x-content-type-options is not nosniff",
    "x-powered-by tells what runs here",
    "answers 500",
    "/api/auth/session answered 200 with public, max-age=60",
    "a form of another site is answered with 200",
    `sends visitors back to ${misconfigured.origin.replace("http:", "https:")}/callback`,
    "attempt is not HttpOnly",
    "attempt is not SameSite=Lax",
    "attempt names a domain",
  ])
    expect(details).toContain(detail)
})

test("an origin without a server, and an invalid origin, fail with one sentence", async () => {
  // Below the ports of the tests' apps.
  const unreachable = await doctor("--url", "http://localhost:19997")
  expect(unreachable).toMatchObject({ code: 1, output: expect.stringContaining("✗ answers") })
  const invalid = await doctor("--url", "app.example.com")
  expect(invalid).toMatchObject({ code: 1, output: expect.stringMatching(/^--url wants an address.*\n$/) })
})

test("an https origin requires HSTS, Secure and the __Host- prefix", () => {
  const origin = "https://app.example.com"
  const page = { status: 200, headers: new Headers(), text: "", location: "", cookies: [] }
  const details = (checks: { detail: string }[]) => checks.map(({ detail }) => detail).join("\n")
  expect(details(checkHeaders(page, { origin, isDevelopment: false }))).toContain("strict-transport-security")
  const cookie = "attempt-1=x; Path=/; HttpOnly; SameSite=Lax"
  expect(details(checkCookies([cookie], origin))).toMatch(/is not Secure[^]*__Host-/)
  expect(checkCookies([cookie], "http://localhost:3000")).toMatchObject([{ result: "ok" }])
})

test("the database check fails with a missing migration, and warns about one of another version", async ({
  app,
  records,
}) => {
  const results = async () =>
    (await checkDatabase(app.database)).map(({ name, result }) => `${name} ${result}`)
  expect(await results()).toEqual(["connection ok", "version ok", "time zone ok", "migrations ok"])
  const rename = (name: string) =>
    records.query(
      `UPDATE "_prisma_migrations" SET migration_name = $1
       WHERE migration_name = (SELECT max(migration_name) FROM "_prisma_migrations")
       RETURNING (SELECT max(migration_name) FROM "_prisma_migrations") AS before`,
      [name],
    )
  const [row] = await rename("99999999999999_newer")
  expect(await results()).toContain("migrations fault")
  await rename(String(row?.before))
  await records.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '99999999999999_newer', now())`,
  )
  expect(await results()).toContain("migrations warn")
  await records.query(`DELETE FROM "_prisma_migrations" WHERE id = 'x'`)
})

test("a database that rejects the connection is reported without its password", async ({ app }) => {
  const url = new URL("/nowhere", app.database)
  url.password = "hunter2hunter2"
  const [check] = await checkDatabase(url.href)
  expect(check).toMatchObject({ name: "connection", result: "fault" })
  expect(JSON.stringify(check)).not.toContain("hunter2")
})

for (const [version, range, expected] of [
  ["20.19.0", "^20.19 || ^22.12 || >=24", true],
  ["20.18.9", "^20.19 || ^22.12 || >=24", false],
  ["22.1.0", "^20.19 || ^22.12 || >=24", false],
  ["23.9.0", "^20.19 || ^22.12 || >=24", false],
  ["25.0.0", "^20.19 || ^22.12 || >=24", true],
] as const)
  test(`Node ${version} ${expected ? "fits" : "does not fit"} ${range}`, () =>
    expect(fits(version, range)).toBe(expected))
