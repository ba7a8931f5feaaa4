// `npm test -- attacks`: the tests that show an attack fail, by class of vulnerability.
import { attackClasses } from "./attack-classes.mjs"
import { isFlaky } from "./playwright.mjs"

/**
 * @typedef {{ tags: string[], ok: boolean, tests: { status: string }[] }} Tagged a test of Playwright's report
 * @typedef {{ number: number, title: string, cases: number, advisories: string[], result: string }} Row
 */

/**
 * Whether a tag names an advisory: of GitHub, of MITRE or by a project's own number.
 * @param {string} tag
 */
export function isAdvisory(tag) {
  return /^(GHSA|CVE|better-auth)-/.test(tag)
}

/** Selects the tagged tests, for Playwright's `--grep`. */
export const attackPattern = `@(${attackClasses.map(({ tag }) => tag).join("|")})(?![\\w-])`

/**
 * One row for each class.
 * @param {Tagged[]} specs the tests that ran
 * @returns {Row[]}
 */
export function attackRows(specs) {
  return attackClasses.map(({ tag, title, pending }, index) => {
    const cases = specs.filter(
      ({ tags, tests }) => tags.includes(tag) && tests.some(({ status }) => status !== "skipped"),
    )
    const advisories = [...new Set(cases.flatMap(({ tags }) => tags.filter(isAdvisory)))]
    const none = pending ? `none: ${pending}` : "NONE"
    const passed = cases.every((spec) => spec.ok && !isFlaky(spec))
    const result = cases.length === 0 ? none : passed ? "passed" : "FAILED"
    return { number: index + 1, title, cases: cases.length, advisories, result }
  })
}

/**
 * Prints the table.
 * @param {Row[]} rows
 */
export function showAttacks(rows) {
  console.log("\n    Class                                        Cases  Result  Advisories covered")
  for (const { number, title, cases, advisories, result } of rows)
    console.log(
      [
        String(number).padStart(3),
        title.padEnd(43),
        String(cases).padStart(6),
        result.padEnd(7),
        advisories.join(" "),
      ]
        .join(" ")
        .trimEnd(),
    )
}
