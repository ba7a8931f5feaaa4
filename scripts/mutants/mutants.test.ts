import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { attackClasses } from "../test/attack-classes.mjs"
import { root } from "../test/program.mjs"
import { mutants } from "./list.mjs"
import { withMutants } from "./mutant.mjs"

for (const file of new Set(mutants.map((mutant) => mutant.file)))
  test(`the checks of ${file} are where the list of mutants says`, () => {
    const source = readFileSync(join(root, file), "utf8")
    expect(withMutants(mutants, file, source)).not.toBe(source)
  })

test("every class that may have a case has a mutant", () => {
  const broken = new Set(mutants.map(({ attack }) => attack))
  expect(attackClasses.filter(({ tag, pending }) => !pending && !broken.has(tag))).toEqual([])
})
