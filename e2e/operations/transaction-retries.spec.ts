// Transactions that PostgreSQL rolls back for a moment's reason: they run again, a bounded number of times.
import { expect, test } from "../support/fixtures"
import { approve, begin, currentUser, expectError, expectSignedIn } from "../support/flow"
import type { Records } from "../support/records"
import type { Visitor } from "../support/visitor"

test.use({ providerSet: "hostile" })

const failures = {
  "a serialization failure": "RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'",
  "a deadlock": "RAISE EXCEPTION 'conflict' USING ERRCODE = '40P01'",
  "a connection that breaks": "PERFORM pg_terminate_backend(pg_backend_pid())",
}

/**
 * Lets the first inserts into Session fail. A sequence counts, since no rollback resets it.
 *
 * @param when `DEFERRABLE INITIALLY DEFERRED` fails at COMMIT
 */
async function failFirst(
  records: Records,
  count: number,
  failure: string,
  isDeferred = false,
): Promise<void> {
  await records.query("CREATE SEQUENCE failures")
  await records.query(`CREATE FUNCTION fail_first() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF nextval('failures') <= ${count} THEN ${failure}; END IF; RETURN NEW; END $$`)
  await records.query(
    `CREATE CONSTRAINT TRIGGER fail_first AFTER INSERT ON "Session" ${isDeferred ? "DEFERRABLE INITIALLY DEFERRED" : ""}
     FOR EACH ROW EXECUTE FUNCTION fail_first()`,
  )
}

/** How many times an insert was tried. */
async function tries(records: Records): Promise<number> {
  const [row] = await records.query<{ value: number }>("SELECT last_value::int AS value FROM failures")
  return row?.value ?? 0
}

async function signIn(visitor: Visitor) {
  return visitor.get(await approve(visitor, await begin(visitor, "oidc")))
}

test.afterEach(async ({ records }) => {
  await records.query("DROP FUNCTION fail_first CASCADE")
  await records.query("DROP SEQUENCE failures")
})

for (const [title, failure] of Object.entries(failures)) {
  test(`a sign-in outlasts three times ${title}`, async ({ visitor, app, records }) => {
    await failFirst(records, 3, failure)
    expectSignedIn(await signIn(visitor), `${app.origin}/dashboard`)
    expect(await tries(records)).toBe(4)
    expect([await records.count("User"), await records.count("Session")]).toEqual([1, 1])
  })

  test(
    `${title} without end is an error after five tries`,
    { tag: "@fail-open" },
    async ({ visitor, records }) => {
      await failFirst(records, 1_000, failure)
      expectError(await signIn(visitor), "database_unavailable", 503)
      expect(await tries(records)).toBe(5)
      expect(await currentUser(visitor)).toBeNull()
      expect(await records.count("User")).toBe(0)
    },
  )
}

test("a conflict at COMMIT, as serializable transactions have it, is tried again", async ({
  visitor,
  app,
  records,
}) => {
  await failFirst(records, 3, failures["a serialization failure"], true)
  expectSignedIn(await signIn(visitor), `${app.origin}/dashboard`)
  expect(await tries(records)).toBe(4)
  expect(await records.count("User")).toBe(1)
})

test(
  "a connection that breaks at COMMIT is no reason to try again, since the transaction may have committed",
  { tag: "@replay" },
  async ({ visitor, records }) => {
    await failFirst(records, 1_000, failures["a connection that breaks"], true)
    expectError(await signIn(visitor), "database_unavailable", 503)
    expect(await tries(records)).toBe(1)
  },
)
