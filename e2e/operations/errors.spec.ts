// Each error code is expected by a test.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { messages } from "../../messages/en"
import { expect, test } from "../support/fixtures"

const folder = join(import.meta.dirname, "..")
const specs = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".spec.ts") && !file.endsWith("errors.spec.ts"))
  .map((file) => readFileSync(join(folder, file), "utf8"))
  .join("\n")

for (const code of Object.keys(messages.errors))
  test(`the error ${code} is expected by a test`, () => {
    expect(specs.includes(`"${code}"`)).toBe(true)
  })
