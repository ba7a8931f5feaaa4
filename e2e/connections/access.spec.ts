// Who may see and change connections: administrators all of them, other users only those that they added, after a recent sign-in.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { newConnectionId } from "../../lib/auth/connection-id"
import type { Records } from "../support/records"
import { seedUser, type SeededUser } from "../support/seed"
import { actionForms, readForm, sendAction } from "../support/server-action"
import { enterAsAdministrator, expect, list, test, Visitor } from "./fixtures"

/** Inserts a connection with a domain. Returns the ids of both. */
async function seedConnection(records: Records, createdBy: string) {
  const id = newConnectionId()
  const domain = { domain: "acme.example", token: "x".repeat(32) }
  const { domains } = await records.db.connection.create({
    data: {
      ...{
        id,
        kind: "oidc",
        name: "Acme",
        settings: { issuer: "https://acme.example" },
        clientId: "portico",
      },
      createdBy,
      domains: { create: domain },
    },
    select: { domains: { select: { id: true } } },
  })
  return { id, domainId: domains[0]?.id ?? "" }
}

const pagesOf = (id: string) => [list, `${list}/new?kind=oidc`, `${list}/${id}`, `${list}/${id}/edit`]

/** Every form with a server action on the pages of a connection. */
async function allForms({ visitor }: SeededUser, id: string) {
  const pages = await Promise.all(
    pagesOf(id).map(async (path) => (await actionForms(visitor, path)).map((fields) => ({ path, fields }))),
  )
  // The switches for language and colours are on each page.
  return pages.flat().filter(({ fields }) => "connection" in fields || "kind" in fields)
}

const values = {
  sure: "on",
  accounts: "delete",
  intent: "save",
  name: "Mallory",
  clientId: "mallory",
  clientSecret: "mallory's secret",
  "setting.issuer": "https://mallory.example",
}

const everything = (records: Records) =>
  records.query(
    `SELECT to_jsonb(c) AS row FROM "Connection" c UNION ALL SELECT to_jsonb(d) FROM "ConnectionDomain" d`,
  )

test(
  "the pages are not found for other users, and for visitors they lead to the sign-in page",
  {
    tag: "@idor",
  },
  async ({ app, context, records }) => {
    const { userId } = await enterAsAdministrator(context, records, app)
    const { id } = await seedConnection(records, userId)
    const noor = await seedUser(records, app.origin)
    for (const path of [...pagesOf(id), `${list}/c_unknown`, `${list}/${newConnectionId()}`]) {
      const { status, text } = await noor.visitor.get(path)
      expect(status, path).toBe(404)
      expect(text, path).not.toContain("acme.example")
      const anonymous = await new Visitor(app.origin).get(path)
      expect(new URL(anonymous.location).pathname, path).toBe("/signin")
    }
  },
)

test(
  "no action changes a connection without a session, for another user, or without a recent sign-in",
  { tag: ["@idor", "@session-end"] },
  async ({ app, context, records, provider }) => {
    const ada = await enterAsAdministrator(context, records, app)
    const { id } = await seedConnection(records, ada.userId)
    const forms = await allForms(ada, id)
    const actions = new Set(
      forms.map(({ fields }) => Object.keys(fields).find((name) => name.startsWith("$ACTION_"))),
    )
    const file = join(import.meta.dirname, "../../app/admin/connections/actions.ts")
    const exported = [...readFileSync(file, "utf8").matchAll(/export async function (\w+)/g)]
    expect(new Set(forms.map(({ fields }) => Object.values(fields).join())).size).toBe(forms.length)
    expect(actions.size, "every action has a form").toBeGreaterThan(0)
    expect(forms.length, "every action has a form").toBeGreaterThanOrEqual(exported.length)

    const before = await everything(records)
    const noor = await seedUser(records, app.origin)
    const old = await seedUser(records, app.origin, { email: "una@example.test", role: "ADMIN" })
    await records.query(
      `UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes' WHERE "userId" = $1`,
      [old.userId],
    )
    for (const { path, fields } of forms)
      for (const intent of ["save", "test"]) {
        // Another domain than that of the row, so that adding it would show.
        const domain = fields["domain"] ?? "mallory.example"
        const sent = { ...fields, ...values, intent, domain, "setting.issuer": provider.origin }
        const responses = [
          await sendAction(new Visitor(app.origin), path, sent),
          await sendAction(noor.visitor, path, sent),
          await sendAction(old.visitor, path, sent),
        ]
        for (const { status, text } of responses) {
          expect(status, path).toBeLessThan(500)
          expect(text, path).not.toContain("acme.example")
        }
        expect(responses[2]?.location, path).toContain("/signin?callbackUrl=")
        expect(responses[2]?.location, path).toContain("confirm=1")
        expect(await everything(records), `${path} ${JSON.stringify(fields)}`).toEqual(before)
      }
    expect(provider.received, "no request for anyone else").toEqual([])
    expect(await records.activity()).toEqual([])
  },
)

test(
  "a user manages only the connections that they added, and cannot add one",
  { tag: "@idor" },
  async ({ app, context, records }) => {
    const ada = await enterAsAdministrator(context, records, app)
    const noor = await seedUser(records, app.origin)
    const own = await seedConnection(records, noor.userId)
    const other = await seedConnection(records, ada.userId)
    const { status, text } = await noor.visitor.get(list)
    expect(status).toBe(200)
    expect(text).toContain(own.id)
    expect(text).not.toContain(other.id)
    expect(text).not.toContain(`${list}/new`)
    expect((await noor.visitor.get(`${list}/new?kind=oidc`)).status).toBe(404)
    expect((await noor.visitor.get(`${list}/${own.id}`)).status).toBe(200)
    expect((await noor.visitor.get(`${list}/${other.id}`)).status).toBe(404)
    expect((await ada.visitor.get(`${list}/${own.id}`)).status).toBe(200)

    const page = `${list}/${own.id}`
    const form = await readForm(noor.visitor, page, "Turn it on")
    await sendAction(noor.visitor, page, { ...form, connection: other.id })
    await sendAction(noor.visitor, page, form)
    const enabled = await records.db.connection.findMany({ where: { enabled: true }, select: { id: true } })
    expect(enabled).toEqual([{ id: own.id }])
    const remove = await readForm(noor.visitor, page, "Remove acme.example")
    await sendAction(noor.visitor, page, { ...remove, domain: other.domainId })
    expect(await records.db.connectionDomain.count()).toBe(2)
    await sendAction(noor.visitor, page, remove)
    expect(await records.db.connectionDomain.findMany({ select: { id: true } })).toEqual([
      { id: other.domainId },
    ])
  },
)

test(
  "what one user entered is not used in another user's form",
  { tag: ["@idor", "@sealed-purpose"] },
  async ({ app, context, records }) => {
    const ada = await enterAsAdministrator(context, records, app)
    const una = await seedUser(records, app.origin, { email: "una@example.test", role: "ADMIN" })
    const path = `${list}/new?kind=oidc`
    const sent = {
      ...{ name: "Acme", clientId: "portico", intent: "save", "setting.issuer": "http://acme.example" },
      clientSecret: "the secret of Ada",
    }
    const failed = await sendAction(ada.visitor, path, {
      ...(await readForm(ada.visitor, path, "kind")),
      ...sent,
    })
    const [, kept = ""] = /name="kept" value="([^"]+)"/.exec(failed.text) ?? []
    expect(kept).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
    const good = { ...sent, clientSecret: "", kept, "setting.issuer": "https://acme.example" }
    await sendAction(una.visitor, path, { ...(await readForm(una.visitor, path, "kind")), ...good })
    expect(await records.db.connection.count()).toBe(0)
    await sendAction(ada.visitor, path, { ...(await readForm(ada.visitor, path, "kind")), ...good })
    expect(await records.db.connection.count()).toBe(1)
  },
)

test(
  "the form asks for a recent sign-in before it is filled in",
  { tag: "@session-end" },
  async ({ app, context, records }) => {
    const { visitor, userId } = await enterAsAdministrator(context, records, app)
    const { id } = await seedConnection(records, userId)
    await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
    for (const path of [`${list}/new?kind=oidc`, `${list}/${id}/edit`]) {
      const { location } = await visitor.get(path)
      const asked = new URL(location)
      expect(asked.pathname).toBe("/signin")
      expect(asked.searchParams.get("callbackUrl")).toBe(path)
      expect(asked.searchParams.get("confirm")).toBe("1")
    }
    expect((await visitor.get(`${list}/${id}`)).status).toBe(200)
  },
)

for (const id of ["%00", "..%2F..%2Fdashboard", "c_" + "0".repeat(5_000), "[]"])
  test(
    `a connection with the id ${id.slice(0, 12)} is not found`,
    { tag: "@malformed" },
    async ({ app, context, records }) => {
      const { visitor } = await enterAsAdministrator(context, records, app)
      expect((await visitor.get(`${list}/${id}`)).status).toBe(404)
    },
  )
