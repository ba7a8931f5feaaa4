// No user sees or changes data of another user, also with simultaneous requests.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, signIn } from "../support/flow"
import { seedUser } from "../support/seed"
import { getComponents } from "../support/server-action"

test.use({ providerSet: "hostile" })

test(
  "a sign-out does nothing without a session, and ends only its caller's session",
  { tag: ["@idor", "@GHSA-ph3g-6p57-jfm5"] },
  async ({ visitor, app, records }) => {
    const owner = await seedUser(records, app.origin)
    // Without a session, but with the owner's id.
    const form = { userId: owner.userId, user: owner.userId }
    expect((await visitor.post("/api/auth/signout", { form })).status).toBe(303)
    expect(await records.count("Session")).toBe(1)

    await signIn(visitor, "oidc")
    expect(await records.count("Session")).toBe(2)
    await visitor.post("/api/auth/signout", { form })
    expect(await records.query('SELECT "userId" FROM "Session"')).toEqual([{ userId: owner.userId }])
    expect(await currentUser(owner.visitor)).toMatchObject({ name: "Sam Seed" })
  },
)

test(
  "simultaneous requests of several users each get their own response",
  { tag: ["@caching", "@CVE-2025-67490", "@GHSA-q6w5-jg5q-47vg"] },
  async ({ app, hostile }) => {
    const users: { name: string; visitor: Visitor }[] = []
    for (const sub of ["1", "2", "3"]) {
      const name = `Person ${sub}`
      hostile.behave({ user: { sub, name } })
      const visitor = new Visitor(app.origin)
      await signIn(visitor, "oidc")
      users.push({ name, visitor })
    }
    const rounds = Array.from({ length: 3 }, () => users).flat()
    const seen = await Promise.all(
      rounds.map(async ({ visitor }) => [
        (await currentUser(visitor))?.name,
        /Person \d/g.exec((await visitor.get("/dashboard")).text)?.[0],
        new Set((await getComponents(visitor, "/dashboard")).text.match(/Person \d/g)).size,
      ]),
    )
    expect(seen).toEqual(rounds.map(({ name }) => [name, name, 1]))
    expect(await currentUser(new Visitor(app.origin))).toBeNull()
  },
)

test(
  "responses that depend on a session are not cached",
  { tag: ["@caching", "@GHSA-f3fg-mf2q-fj3f", "@CVE-2025-48947", "@GHSA-p8pf-44ff-93gf"] },
  async ({ visitor }) => {
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    const responses = [await visitor.get(callback)]
    for (const path of ["/", "/dashboard", "/signin", "/signout"])
      responses.push(await visitor.get(path), await getComponents(visitor, path))
    responses.push(await visitor.get("/api/auth/session"), await visitor.post("/api/auth/signout"))
    for (const { headers } of responses) {
      expect(headers["cache-control"]).toContain("private")
      expect(headers["cache-control"]).toContain("no-store")
    }
    for (const { headers, setCookies } of responses)
      if (setCookies.length > 0) expect(headers.vary).toContain("Cookie")
  },
)

test(
  "a deleted user's session ends at once",
  { tag: ["@session-end", "@GHSA-2vg6-77g8-24mp"] },
  async ({ visitor, records }) => {
    await signIn(visitor, "oidc")
    expect((await visitor.get("/dashboard")).status).toBe(200)
    await records.query('DELETE FROM "User"')
    expect(await currentUser(visitor)).toBeNull()
    expect((await visitor.get("/dashboard")).status).toBe(307)
    expect((await getComponents(visitor, "/dashboard")).text).not.toContain("Hanna")
    expect(await records.count("Session")).toBe(0)
    expect(await records.count("Account"), "the provider's tokens are deleted too").toBe(0)
  },
)

test(
  "a session that is used every day ends after 90 days",
  { tag: "@session-end" },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    await records.query(
      `UPDATE "Session" SET "createdAt" = now() - interval '80 days', "lastSeen" = now() - interval '2 hours'`,
    )
    expect((await visitor.get("/dashboard")).status).toBe(200)
    const daysLeft = async () => {
      const [row] = await records.query<{ days: number; isSeen: boolean }>(
        `SELECT extract(epoch FROM "expires" - now()) / 86400 AS days, "lastSeen" > now() - interval '1 hour' AS "isSeen"
       FROM "Session"`,
      )
      return row?.isSeen ? Math.round(Number(row.days)) : undefined
    }
    await expect.poll(daysLeft, { message: "ten of the 90 days are left" }).toBe(10)
  },
)

test(
  "a planted session cookie is replaced by a sign-in",
  { tag: ["@fixation", "@GHSA-v923-w3x8-wh69"] },
  async ({ app, records, hostile }) => {
    const attacker = await seedUser(records, app.origin)
    for (const planted of ["A".repeat(43), attacker.cookie.value]) {
      const victim = new Visitor(app.origin)
      victim.setCookie(attacker.cookie.name, planted)
      hostile.behave({ user: { sub: "1", name: "Victim" } })
      await signIn(victim, "oidc")
      expect(await currentUser(victim)).toMatchObject({ name: "Victim" })
      const thief = new Visitor(app.origin)
      thief.setCookie(attacker.cookie.name, planted)
      expect(await currentUser(thief)).toBeNull()
    }
  },
)
