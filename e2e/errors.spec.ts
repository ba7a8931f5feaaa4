// Each way to fail is provoked by a test.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { messages } from "../messages/en"
import { expect, test } from "./fixtures"

/** Codes that nothing sent from outside can bring about, and why. */
const unprovoked: Partial<Record<keyof typeof messages.errors, string>> = {
  unexpected: "A fault in our own code.",
}

const specs = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".spec.ts") && file !== "errors.spec.ts")
  .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
  .join("\n")

for (const code of Object.keys(messages.errors) as (keyof typeof messages.errors)[])
  test(`a test provokes the error ${code}`, () => {
    expect(specs.includes(`"${code}"`)).toBe(!(code in unprovoked))
  })
