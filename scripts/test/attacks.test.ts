// Keeps tags, classes and docs/security-advisories.md consistent.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { versionFloors } from "../doctor/version-floors.mjs"
import { attackClasses } from "./attack-classes.mjs"
import { attackPattern, attackRows, isAdvisory } from "./attacks.mjs"
import { sourcesIn } from "./imports.mjs"
import { root } from "./program.mjs"

const known = new Set(attackClasses.map(({ tag }) => tag))

/** The tags of each file with tests. */
const tags = new Map(
  [...sourcesIn("lib"), ...sourcesIn("scripts"), ...sourcesIn("e2e")]
    .filter((file) => /\.(test|spec)\.ts$/.test(file) && file !== "scripts/test/attacks.test.ts")
    .map((file) => [file, tagsIn(file)]),
)
tags.set(
  "scripts/doctor/version-floors.test.ts",
  new Set([
    "dependencies",
    ...Object.values(versionFloors).flatMap((floors) => floors.map((it) => it.advisory)),
  ]),
)

const rows = readFileSync(join(root, "docs/security-advisories.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| (GHSA|CVE|better-auth)-/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, advisories = "", classNumber = "", , evidence = ""]) => ({
    advisories: advisories.split(", "),
    classNumber,
    evidence,
    files: [...evidence.matchAll(/`([^`]+\.(?:test|spec)\.ts)`/g)].map(([, file = ""]) => file),
  }))

test("every tag is a class or an advisory", () => {
  const unknown = [...tags].flatMap(([file, names]) =>
    [...names].filter((name) => !known.has(name) && !isAdvisory(name)).map((name) => `${file}: @${name}`),
  )
  expect(unknown).toEqual([])
})

test("the page lists every advisory that a test covers", () => {
  const listed = new Set(rows.flatMap(({ advisories }) => advisories))
  const covered = [...tags.values()].flatMap((names) => [...names].filter(isAdvisory))
  expect(covered.filter((name) => !listed.has(name))).toEqual([])
})

test("every row names tests with its advisory as a tag, or says why there is none", () => {
  expect(rows.length).toBeGreaterThan(50)
  for (const { advisories, classNumber, evidence, files } of rows) {
    const name = advisories.join()
    if (files.length === 0) expect(evidence, name).toMatch(/^cannot apply/)
    else expect(attackClasses[Number(classNumber) - 1], name).toBeDefined()
    for (const file of files)
      for (const advisory of advisories)
        expect([...(tags.get(file) ?? [])], `${file}: ${name}`).toContain(advisory)
  }
})

test("the table counts cases, names their advisories and shows failed and missing ones", () => {
  const spec = (names: string[], ok = true, status = "expected") => ({ tags: names, ok, tests: [{ status }] })
  const table = attackRows([
    spec(["open-redirect", "CVE-1"]),
    spec(["open-redirect", "state"], false),
    spec(["mix-up"], true, "skipped"),
    spec(["replay"], true, "flaky"),
  ])
  const of = (tag: string) => table[attackClasses.findIndex((it) => it.tag === tag)]
  expect(of("open-redirect")).toMatchObject({ number: 1, cases: 2, advisories: ["CVE-1"], result: "FAILED" })
  expect(of("state")).toMatchObject({ number: 5, cases: 1, result: "FAILED" })
  expect(of("mix-up")).toMatchObject({ cases: 0, result: "NONE" })
  expect(of("replay")).toMatchObject({ cases: 1, result: "FAILED" })
})

test("the pattern matches only whole tags", () => {
  const pattern = new RegExp(attackPattern)
  expect(pattern.test("unit lib/x.test.ts a title @state")).toBe(true)
  for (const other of ["a title", "//@evil.example", "a title @stateless", "a title @state-of-the-art"])
    expect(pattern.test(other)).toBe(false)
})

function tagsIn(file: string): Set<string> {
  const source = readFileSync(join(root, file), "utf8")
  const declared = source.matchAll(/\b(?:tag|advisories): (\[[^\]]*\]|"[^"]*")/g)
  return new Set(
    [...declared].flatMap(([, list = ""]) => [...list.matchAll(/"@([^"]+)"/g)].map(([, tag = ""]) => tag)),
  )
}
