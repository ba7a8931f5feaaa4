// Every language says what English says. That no key is missing is what the type holds.
import { expect, test } from "@playwright/test"
import { isLanguage, type Language, languages } from "./languages"

type Text = string | ((...values: unknown[]) => string)

/** What a language may spell as English does. */
const alike: Partial<Record<Language, string[]>> = {
  de: [
    "display.schemes.system",
    "menu.dashboard",
    "dashboard.title",
    "dashboard.you.name",
    "settings.profile.name",
  ],
}

/** The texts by their path; of the German one, `errors.not_found` among them. */
function textsOf(value: unknown, path: string[] = []): [path: string, text: Text][] {
  if (typeof value === "string" || typeof value === "function") return [[path.join("."), value as Text]]
  return Object.entries(Object(value) as object).flatMap(([key, inner]) => textsOf(inner, [...path, key]))
}

/** A sentence with something in each of its gaps. */
function spoken(text: Text): string {
  return typeof text === "string" ? text : text(...gaps.slice(0, text.length))
}

const gaps = ["⟨first⟩", "⟨second⟩"]
const english = textsOf(languages.en)

for (const language of Object.keys(languages).filter(isLanguage)) {
  const itsMessages = languages[language]
  const texts = textsOf(itsMessages)

  test(`${language} has the texts of English, with the same gaps, and none is empty`, () => {
    expect(texts.map(([path]) => path)).toEqual(english.map(([path]) => path))
    texts.forEach(([path, text], index) => {
      const model = english[index]?.[1] ?? ""
      expect(spoken(text).trim(), path).not.toBe("")
      expect(typeof text, path).toBe(typeof model)
      const filled = (one: Text) => gaps.filter((gap) => spoken(one).includes(gap))
      expect(filled(text), path).toEqual(filled(model))
    })
  })

  if (language !== "en")
    test(`nothing of ${language} is English but what may be`, () => {
      const same = texts.filter(([path, text], index) => {
        const isText = !/^(site\.name|direction)$|\.file$/.test(path)
        return isText && spoken(text) === spoken(english[index]?.[1] ?? "")
      })
      expect(same.map(([path]) => path)).toEqual(alike[language] ?? [])
    })

  test(`${language} is the tag that its pages carry`, () => {
    expect(itsMessages.locale).toBe(language)
    expect(Intl.getCanonicalLocales(language)).toEqual([language])
  })
}
