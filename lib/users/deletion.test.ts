import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"

/** The required relations to `User` of a Prisma schema that do not say what happens when the user is deleted. */
function undecidedRelations(schema: string): string[] {
  let model = ""
  return schema.split("\n").flatMap((line, index) => {
    model = /^model (\w+)/.exec(line)?.[1] ?? model
    const [, field, args] = /^\s+(\w+)\s+User\s+@relation\((.*fields:.*)\)/.exec(line) ?? []
    if (!field || args?.includes("onDelete:")) return []
    return [
      `prisma/schema.prisma:${index + 1}: ${model}.${field} keeps a user from deleting the account. Add onDelete: Cascade to delete the rows with the user, or onDelete: Restrict if you want this.`,
    ]
  })
}

test("each required relation to User says what happens when the user is deleted", () => {
  const schema = readFileSync(join(import.meta.dirname, "../../prisma/schema.prisma"), "utf8")
  expect(undecidedRelations(schema)).toEqual([])
})

test("a required relation without onDelete is reported with its line, an optional one is not", () => {
  const schema = `model Team {
  ownerId String
  owner   User   @relation(fields: [ownerId], references: [id])
  billed  User   @relation("billed", fields: [billedId], references: [id], onDelete: Restrict)
  editor  User?  @relation("editor", fields: [editorId], references: [id])
  members User[] @relation("members")
}`
  expect(undecidedRelations(schema)).toEqual([
    expect.stringMatching(/^prisma\/schema\.prisma:3: Team\.owner .*onDelete: Cascade/),
  ])
})
