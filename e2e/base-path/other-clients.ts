// An app and a command-line tool below a path (docs/other-clients.md), in a browser with and without JavaScript.
import { createHash, randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { Visitor } from "../support/visitor"
import { basePath, choosePersona, chooseProvider, expect, test } from "./fixtures"

type TokenResponse = { access_token: string; cookie: string }

/** Reads and ends the session of a client as docs/other-clients.md says. */
async function useAndSignOut({ access_token, cookie }: TokenResponse, { origin }: Visitor): Promise<void> {
  const client = new Visitor(origin)
  const headers = { cookie: `${cookie}=${access_token}` }
  const read = async () => (await client.get(`${basePath}/api/auth/session`, { headers })).text
  expect(await read()).toContain("Milo Brandt")
  const { status, location } = await client.post(`${basePath}/api/auth/signout`, { headers })
  expect([status, location]).toEqual([303, origin + basePath])
  expect(await read()).toBe("null")
}

export function testOtherClients(): void {
  test.describe(() => {
    test.skip(
      !existsSync(join(import.meta.dirname, "../../lib/other-clients")),
      "the clients that are not this site are deleted",
    )

    test("an app signs in below the path", async ({ page, app }) => {
      const verifier = randomBytes(32).toString("base64url")
      const challenge = createHash("sha256").update(verifier).digest("base64url")
      const query = new URLSearchParams({ client_id: "ios", code_challenge: challenge, state: "s-1" })
      await page.goto(`${basePath}/mobile?${query}`)
      await chooseProvider(page, "oidc")
      await choosePersona(page, "member")
      await page.getByRole("button", { name: "Continue in the app" }).click()
      await expect(page).toHaveURL(/\/app\/mobile\/done\?/)
      const back = await page.getByRole("link", { name: "Open the app" }).getAttribute("href")
      const code = new URL(back ?? "").searchParams.get("code") ?? ""
      expect(back).toBe(`com.example.app:/signed-in?code=${code}&state=s-1`)
      const visitor = new Visitor(app.origin)
      const exchanged = await visitor.request("POST", `${basePath}/mobile/token`, {
        form: { grant_type: "authorization_code", client_id: "ios", code, code_verifier: verifier },
      })
      expect(exchanged.status).toBe(200)
      await useAndSignOut(JSON.parse(exchanged.text) as TokenResponse, visitor)
    })

    test("a command-line tool signs in below the path", async ({ page, app }) => {
      const visitor = new Visitor(app.origin)
      const begun = await visitor.request("POST", `${basePath}/device/code`, {
        form: { client_id: "acme-cli" },
      })
      const { device_code, user_code, ...addresses } = JSON.parse(begun.text) as Record<string, string>
      expect(addresses).toMatchObject({
        verification_uri: `${app.origin}/app/device`,
        verification_uri_complete: `${app.origin}/app/device?user_code=${user_code}`,
      })
      await page.goto(addresses["verification_uri"] ?? "")
      await chooseProvider(page, "oidc")
      await choosePersona(page, "member")
      await expect(page).toHaveURL(`${basePath}/device`)
      await page.getByLabel("Code").fill(user_code ?? "")
      await page.getByRole("button", { name: "Continue" }).click()
      await expect(page).toHaveURL(`${basePath}/device?user_code=${user_code}`)
      await page.getByRole("button", { name: "Allow" }).click()
      await expect(page).toHaveURL(`${basePath}/device?decided=allowed`)
      const polled = await visitor.request("POST", `${basePath}/device/token`, {
        form: {
          grant_type: "urn:ietf:params:oauth:grant-type:device_code",
          client_id: "acme-cli",
          device_code: device_code ?? "",
        },
      })
      expect(polled.status).toBe(200)
      await useAndSignOut(JSON.parse(polled.text) as TokenResponse, visitor)
    })
  })
}
