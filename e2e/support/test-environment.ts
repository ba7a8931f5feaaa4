// What `npm test` prepared for the tests and passes in an environment variable.

export type TestEnvironment = {
  /** A PostgreSQL server on which tests may create databases. */
  server: string
  /** The path of the browser; by default Playwright's own. */
  browser?: string
  /** The copies of the checkout that the app is started from, by Playwright project. */
  directories: Record<string, string>
}

const json = process.env["PORTICO_TEST_ENVIRONMENT"]

/** Undefined in unit tests, and when Playwright only lists the tests. */
export const preparedEnvironment: TestEnvironment | undefined = json
  ? (JSON.parse(json) as TestEnvironment)
  : undefined

/**
 * Returns what `npm test` prepared.
 *
 * @throws {Error} when Playwright was started without `npm test`
 */
export function testEnvironment(): TestEnvironment {
  if (!preparedEnvironment)
    throw new Error(
      "The test environment is not prepared. Run `npm test`, which accepts Playwright's arguments.",
    )
  return preparedEnvironment
}
