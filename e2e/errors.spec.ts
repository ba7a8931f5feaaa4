// Each way to fail is provoked by a test.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { messages } from "../messages/en"
import { expect, test } from "./fixtures"

const specs = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".spec.ts") && file !== "errors.spec.ts")
  .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
  .join("\n")

for (const code of Object.keys(messages.errors))
  test(`a test provokes the error ${code}`, () => {
    expect(specs.includes(`"${code}"`)).toBe(true)
  })
