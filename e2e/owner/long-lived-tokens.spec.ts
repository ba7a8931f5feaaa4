// Access tokens that are renewed with themselves, which works only before they expire: Threads and Instagram.
import { fixtureIds, readFixture, type Json } from "../support/providers/fixture"
import { expect, test } from "../support/providers/fixtures"
import { Visitor } from "../support/visitor"

const renewed = { access_token: "renewed", token_type: "bearer", expires_in: 5_183_944 }

for (const id of ["instagram", "threads"].filter((name) => fixtureIds().includes(name)))
  test(`${id}: a token is renewed while it is still valid for weeks, and stays usable if that fails`, async ({
    app,
    network,
    exchange,
    records,
  }) => {
    const fixture = readFixture(id)
    const visitor = new Visitor(app.origin)
    await exchange(visitor, id, fixture)
    const token = async () =>
      JSON.parse((await visitor.get(`/api/token?provider=${id}`)).text) as Record<string, unknown>
    const respondWith = (body: Json, status = 200) =>
      network.declare([
        {
          method: "GET",
          url: (fixture.refresh && fixture.refresh.url) || "",
          respond: () => ({ status, body: JSON.stringify(body) }),
        },
      ])
    const expireIn = (days: number) =>
      records.query(`UPDATE "Account" SET "expires_at" = extract(epoch FROM now())::int + $1 * 86400`, [days])

    respondWith(renewed)
    expect(await token()).toMatchObject({ status: "ok", accessToken: "access-token" })
    expect(network.received, "a new token is valid for 60 days").toEqual([])

    await expireIn(20)
    respondWith({ error: { code: 4, message: "Application request limit reached" } }, 400)
    expect(await token()).toMatchObject({ status: "ok", accessToken: "access-token" })
    expect(network.received).toHaveLength(1)

    respondWith(renewed)
    expect(await token()).toMatchObject({ status: "ok", accessToken: "renewed" })
    expect(network.received.map(({ url }) => url.searchParams.get("access_token"))).toEqual(["access-token"])

    await expireIn(20)
    respondWith({ error: { code: 190, message: "The session was invalidated" } }, 400)
    expect(await token()).toMatchObject({ status: "ok", accessToken: "renewed" })
    expect(await token()).toMatchObject({ status: "ok", accessToken: "renewed" })
    expect(network.received, "a rejected token is not sent again").toHaveLength(1)

    await expireIn(-1)
    expect(await token()).toEqual({ status: "consent_needed", reason: "expired" })
    await records.query('DELETE FROM "User"')
  })
