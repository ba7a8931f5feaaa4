import { expect, test } from "@playwright/test"
import { containsSchema } from "./client.mjs"

const formatted = 'model User {\n  id   String @id\n  name String @default("a b")\n}\n'
const client = `config.inlineSchema = ${JSON.stringify(formatted)}`

test("a client of the same schema is current, also where its fields are not aligned", () => {
  expect(containsSchema(client, formatted)).toBe(true)
  expect(containsSchema(client, formatted.replace("id   String", "id String"))).toBe(true)
  expect(containsSchema(client, formatted.replace("@id\n", "@id\n\n").trimEnd())).toBe(true)
})

test("a client of another schema is stale", () => {
  expect(containsSchema(client, formatted.replace("name", "title"))).toBe(false)
  expect(containsSchema(client, formatted.replace("a b", "ab"))).toBe(false)
  expect(containsSchema("", formatted)).toBe(false)
})
