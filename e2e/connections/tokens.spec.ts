// Access tokens of accounts at a connection.
import { addConnection, expect, inputFor, Management, test, Visitor } from "../support/connections"
import { begin, expectSignedIn } from "../support/flow"
import { startRefreshingGitHub } from "../support/refreshing-github"

test("an access token that a connection ended early is refreshed once for all callers in two processes", async ({
  app,
  management,
  records,
}) => {
  const github = await startRefreshingGitHub()
  const second = new Management(app, app.origin)
  try {
    await second.ready()
    const { AUTH_GITHUB_ID = "", AUTH_GITHUB_SECRET = "", AUTH_GITHUB_ISSUER = "" } = github.env
    const client = { kind: "github", clientId: AUTH_GITHUB_ID, clientSecret: AUTH_GITHUB_SECRET }
    const { id } = await addConnection(management, inputFor(AUTH_GITHUB_ISSUER, client))
    const visitor = new Visitor(app.origin)
    let url = await begin(visitor, id)
    while (!url.startsWith(app.origin)) url = (await visitor.get(url)).location
    expectSignedIn(await visitor.get(url), `${app.origin}/dashboard`)
    // Some providers send no expiry time.
    await records.query(`UPDATE "Account" SET "expires_at" = NULL`)
    const ended = github.issued.access_token
    const [user] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
    const request = { userId: user?.id, providerId: id, minimumSeconds: 60 }
    for (const insteadOf of [undefined, "another token"])
      expect(await management.call("currentAccessToken", { ...request, insteadOf })).toMatchObject({
        accessToken: ended,
      })
    expect(github.refreshes).toEqual([])

    const callers = Array.from({ length: 3 }, () => [management, second]).flat()
    const tokens = await Promise.all(
      callers.map((caller) => caller.call("currentAccessToken", { ...request, insteadOf: ended })),
    )
    expect(github.issued.access_token).not.toBe(ended)
    for (const token of tokens)
      expect(token).toMatchObject({ status: "ok", accessToken: github.issued.access_token })
    expect(github.refreshes).toEqual(["ok"])
  } finally {
    await second.close()
    await github.close()
  }
})
