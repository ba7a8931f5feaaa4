import { request } from "node:http"
import { expect, test } from "@playwright/test"
import { openLocalServer } from "./loopback.mjs"

const forwarded = "https://fish-4010.app.example"

async function answerTo(forward: string | undefined, headers: Record<string, string>) {
  const server = await openLocalServer({ preferred: 0, port: 0, forward: () => forward })
  server.handleWith(({ headers: received }, response) => {
    const { host, "x-forwarded-host": name, "x-forwarded-proto": scheme } = received
    response.end([host, name, scheme].join(" "))
  })
  try {
    return await new Promise<string>((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port: server.port, headers }, (response) => {
        let text = `${response.statusCode} `
        response.on("data", (chunk) => (text += String(chunk))).on("end", () => resolve(text.trim()))
      })
      sent.on("error", reject).end()
    })
  } finally {
    await server.close()
  }
}

for (const [title, headers] of [
  ["with the public Host", { host: "fish-4010.app.example" }],
  ["with a local Host", { host: "localhost:4010", "x-forwarded-host": "fish-4010.app.example" }],
] as const)
  test(`a request through a forwarded port ${title} is answered at the public address`, async () => {
    expect(await answerTo(forwarded, headers)).toBe("200 localhost fish-4010.app.example https")
  })

test("a foreign host gets 421", { tag: "@host-header" }, async () => {
  const foreign = { host: "attacker.example" }
  for (const forward of [undefined, forwarded]) expect(await answerTo(forward, foreign)).toBe("421")
  expect(await answerTo(undefined, { host: "fish-4010.app.example" })).toBe("421")
})
