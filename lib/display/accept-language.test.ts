import { expect, test } from "@playwright/test"
import { acceptedLanguage } from "./accept-language"

const known = ["en", "de", "pt-BR"] as const

const cases: [header: string, language: string | undefined][] = [
  ["de", "de"],
  ["DE-at", "de"],
  ["de-CH-1996, en;q=0.8", "de"],
  ["fr, de;q=0.3, en;q=0.7", "en"],
  ["en; q=0.2 , de ; q=0.9", "de"],
  ["de;q=0.5, en;q=0.5", "de"],
  ["pt-PT", "pt-BR"],
  ["pt", "pt-BR"],
  ["*", "en"],
  ["fr, *;q=0.1", "en"],
  ["en;q=0, *", "de"],
  ["de;q=0", undefined],
  ["den, d, english", undefined],
  ["fr-FR, fr", undefined],
  ["de;q=high, en;q=2, pt;q=0.1", "pt-BR"],
  ["", undefined],
  [",;,-,;q=", undefined],
]

for (const [header, language] of cases)
  test(`Accept-Language "${header}" selects ${language ?? "no language"}`, () => {
    expect(acceptedLanguage(header, known)).toBe(language)
  })

test("a header of the maximum length is read quickly", () => {
  expect(acceptedLanguage("x-".repeat(8_000) + ",de", known)).toBe("de")
})
