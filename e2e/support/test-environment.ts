// What `npm test` prepared for the tests, handed over in the environment.

export type TestEnvironment = {
  /** A PostgreSQL server on which tests may make databases. */
  server: string
  /** The browser to drive; Playwright's own when missing. */
  browser?: string
  /** Copies of the checkout to start the app from, by the name of the Playwright project. */
  directories: Record<string, string>
}

const handedOver = process.env["PORTICO_TEST_ENVIRONMENT"]

/** Missing for unit tests and while tests are only listed. */
export const preparedEnvironment: TestEnvironment | undefined = handedOver
  ? (JSON.parse(handedOver) as TestEnvironment)
  : undefined

/**
 * @throws {Error} when Playwright was started without `npm test`
 */
export function testEnvironment(): TestEnvironment {
  if (!preparedEnvironment)
    throw new Error("Nothing is prepared. Use `npm test`, which takes Playwright's arguments.")
  return preparedEnvironment
}
