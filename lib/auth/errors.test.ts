// Writes docs/errors.md if UPDATE_DOCS=1 is set, otherwise compares it with the table.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { messages } from "../../messages/en"
import { errors, isErrorCode } from "./errors"

const file = join(import.meta.dirname, "../../docs/errors.md")

const entries = Object.keys(errors)
  .filter(isErrorCode)
  .map((code) => {
    const { status, hint } = errors[code]
    return `## ${code}\n\n- Status: ${status}\n- The visitor reads: ${messages.errors[code]}\n- For you: ${hint}\n`
  })

const page = `# Errors

Every failure has one of these codes. The visitor's page and the log line share a reference, such as \`k7m2p9xq\`: search the
log for it. Under \`npm run dev\`, \`/setup/flow?ref=k7m2p9xq\` draws the flow that ended so.

Made from the table in [errors.ts](../lib/auth/errors.ts) by \`UPDATE_DOCS=1 npm test -- unit lib/auth/errors\`.

${entries.join("\n")}`

test("docs/errors.md matches the table", () => {
  if (process.env["UPDATE_DOCS"]) writeFileSync(file, page)
  expect(readFileSync(file, "utf8")).toBe(page)
})
