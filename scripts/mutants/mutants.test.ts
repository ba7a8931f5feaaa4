import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { attackClasses } from "../test/attack-classes.mjs"
import { root } from "../test/program.mjs"
import { mutants } from "./list.mjs"
import { withMutants } from "./mutant.mjs"

// Pages are their owner's: what changed in them is reported when the mutants run.
const files = mutants.map(({ file }) => file).filter((file) => !file.startsWith("app/"))

for (const file of new Set(files))
  test(`each mutated check of ${file} is in the file exactly once`, () => {
    const source = readFileSync(join(root, file), "utf8")
    expect(withMutants(mutants, file, source)).not.toBe(source)
  })

test("every attack class that is not pending has a mutant", () => {
  const broken = new Set(mutants.map(({ attack }) => attack))
  expect(attackClasses.filter(({ tag, pending }) => !pending && !broken.has(tag))).toEqual([])
})
