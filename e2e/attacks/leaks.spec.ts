// After each test of every spec, database and log are searched for issued secrets (fixtures.ts). This test shows that the search
// finds them.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs"
import { expect, test } from "../support/fixtures"
import { signIn } from "../support/flow"
import { findLeaks, issued } from "../support/leaks"

test.use({ providerSet: "hostile" })

test(
  "the leak check finds a code, token or cookie in a row or a log line",
  { tag: ["@leak", "@GHSA-p6mm-27gq-9v3p"] },
  async ({ visitor, app, records }) => {
    issued.clear()
    await signIn(visitor, "oidc")
    await signIn(visitor, "twitter-legacy")
    expect(issued.size).toBeGreaterThan(8)
    for (const secret of issued) {
      await records.query('UPDATE "User" SET "image" = $1', [`https://example.test/?code=${secret}`])
      expect(await findLeaks(app, records)).toContain(secret)
    }
    await records.query('UPDATE "User" SET "image" = NULL')
    const log = readFileSync(app.log)
    const [secret = ""] = issued
    appendFileSync(app.log, `\nsomething failed with ${secret}\n`)
    expect(await findLeaks(app, records)).toContain(secret)
    writeFileSync(app.log, log)
  },
)
