// `node scripts/db.mjs reseal` with connections.
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { withClient } from "../../../scripts/database/client.mjs"
import { migrate } from "../../../scripts/database/migrate.mjs"
import { removePostgres, startPostgres } from "../../../scripts/database/postgres.mjs"
import { reseal } from "../../../scripts/database/reseal.mjs"
import { withDatabase } from "../../../scripts/prisma/adapter.mjs"
import { deriveKey, openWith, sealWith } from "../crypto/sealing.mjs"

const secrets = { secret: "the secret of today, 32 characters", previous: "the secret of before, 32 letters" }

test("the credentials of a connection are sealed again, with the key of their own purpose", async () => {
  const directory = await mkdtemp(join(tmpdir(), "portico-connections-"))
  try {
    const { url: server } = await startPostgres({ directory })
    await withClient(server, (client) => client.query("CREATE DATABASE connections"))
    const url = withDatabase(server, "connections")
    await migrate(url)
    const content = (id: string) => ({ row: `connection:${id}`, column: "credentials", secret: "s", key: "" })
    const previous = deriveKey("connection", secrets.previous)
    for (const [id, sealed] of [
      ["c1", await sealWith(previous, content("c1"))],
      ["c2", await sealWith(previous, content("c1"))],
      ["c3", await sealWith(deriveKey("token", secrets.previous), content("c3"))],
      ["c4", "in the clear"],
      ["c5", null],
    ])
      await withClient(url, (client) =>
        client.query(
          `INSERT INTO "Connection" ("id", "kind", "name", "settings", "clientId", "createdBy", "credentials")
           VALUES ($1, 'oidc', $1, '{}', 'client', 'sam', $2)`,
          [id, sealed],
        ),
      )
    expect(await reseal(url, { ...secrets, batch: 1 })).toEqual({
      resealed: 1,
      left: { previous: 0, clear: 0, unreadable: 3 },
    })
    const { rows } = await withClient(url, (client) =>
      client.query(`SELECT "credentials" FROM "Connection" WHERE "id" = 'c1'`),
    )
    const current = deriveKey("connection", secrets.secret)
    expect(await openWith([current], rows[0].credentials)).toEqual(content("c1"))

    await withClient(url, (client) => client.query(`DROP TABLE "ConnectionDomain", "Connection"`))
    expect(await reseal(url, secrets), "after the feature was deleted").toMatchObject({ resealed: 0 })
  } finally {
    await removePostgres({ directory })
  }
})
