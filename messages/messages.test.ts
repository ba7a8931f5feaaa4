// Every language has the texts of English. The type Messages ensures that no key is missing.
import { expect, test } from "@playwright/test"
import { type Messages } from "./en"
import { languages } from "./languages"

type Text = string | ((...values: unknown[]) => string)

/** Texts that may be the same as in English. */
const sameAsEnglish: Readonly<Record<string, string[]>> = {
  de: [
    "display.schemes.system",
    "menu.dashboard",
    "dashboard.title",
    "dashboard.you.name",
    "settings.profile.name",
  ],
}

/** All texts with their path, such as `errors.not_found`. */
function textsOf(value: object | Text, path: string[] = []): [path: string, text: Text][] {
  if (typeof value === "string" || typeof value === "function") return [[path.join("."), value as Text]]
  return Object.entries<object | Text>(value as Record<string, object | Text>).flatMap(([key, inner]) =>
    textsOf(inner, [...path, key]),
  )
}

/** A text with its placeholders filled. */
function rendered(text: Text): string {
  return typeof text === "string" ? text : text(...samples.slice(0, text.length))
}

const samples = ["⟨first⟩", "⟨second⟩"]
const english = textsOf(languages.en)

const all: [tag: string, messages: Messages][] = Object.entries(languages)

for (const [language, languageMessages] of all) {
  const texts = textsOf(languageMessages)

  test(`${language} has the texts of English with the same placeholders, and none is empty`, () => {
    expect(texts.map(([path]) => path)).toEqual(english.map(([path]) => path))
    texts.forEach(([path, text], index) => {
      const englishText = english[index]?.[1] ?? ""
      expect(rendered(text).trim(), path).not.toBe("")
      expect(typeof text, path).toBe(typeof englishText)
      const filled = (candidate: Text) => samples.filter((sample) => rendered(candidate).includes(sample))
      expect(filled(text), path).toEqual(filled(englishText))
    })
  })

  if (language !== "en")
    test(`${language} repeats no English text except the listed ones`, () => {
      const same = texts.filter(([path, text], index) => {
        const isText = !/^(site\.name|direction)$|\.file$/.test(path)
        return isText && rendered(text) === rendered(english[index]?.[1] ?? "")
      })
      expect(same.map(([path]) => path)).toEqual(sameAsEnglish[language] ?? [])
    })

  test(`${language} has its own tag as its locale`, () => {
    expect(languageMessages.locale).toBe(language)
    expect(Intl.getCanonicalLocales(language)).toEqual([language])
  })
}
