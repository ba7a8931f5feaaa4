// A text that is missing in a translation is a warning, and a wrong one is a failure. With STRICT_TEXTS=1 both are failures.
import { expect, test } from "@playwright/test"
import { type Messages } from "./en"
import { languages } from "./languages"
import { completed } from "./translation"

type Text = string | ((...values: unknown[]) => string)

/** Texts that may be the same as in English. */
const sameAsEnglish: Readonly<Record<string, string[]>> = {
  de: [
    "display.schemes.system",
    "menu.dashboard",
    "dashboard.title",
    "dashboard.you.name",
    "settings.profile.name",
    "connections.kinds.oidc",
    "connections.kinds.oauth2",
    "connections.form.optional",
    "connections.form.name",
    "connections.form.scope",
    "connections.checks.labels.fault",
    "connections.domainList.title",
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

  test(`each text of ${language} has the placeholders of the English one and is not empty`, () => {
    const byPath = new Map(english)
    for (const [path, text] of texts) {
      const englishText = byPath.get(path) ?? ""
      expect(rendered(text).trim(), path).not.toBe("")
      expect(typeof text, path).toBe(typeof englishText)
      const filled = (candidate: Text) => samples.filter((sample) => rendered(candidate).includes(sample))
      expect(filled(text), path).toEqual(filled(englishText))
    }
  })

  if (language !== "en")
    test(`${language} has a translation of every text except the listed ones`, () => {
      const byPath = new Map(english)
      const same = texts
        .filter(([path, text]) => {
          const isText = !/^(site\.name|direction)$|\.file$/.test(path)
          return isText && rendered(text) === rendered(byPath.get(path) ?? "")
        })
        .map(([path]) => path)
        .filter((path) => !sameAsEnglish[language]?.includes(path))
      if (process.env["STRICT_TEXTS"]) expect(same).toEqual([])
      else if (same.length > 0)
        console.warn(`messages/${language}.ts: these texts are shown in English: ${same.join(", ")}`)
    })

  test(`${language} has its own tag as its locale`, () => {
    expect(languageMessages.locale).toBe(language)
    expect(Intl.getCanonicalLocales(language)).toEqual([language])
  })
}

test("a text that a translation leaves out is the English one, whatever the order of its keys", () => {
  const { en } = languages
  const translation = completed({
    direction: "rtl",
    locale: "he",
    language: "עברית",
    errors: { not_found: "לא נמצא" },
    site: { name: "פורטיקו" },
  })
  expect(translation).toMatchObject({ locale: "he", direction: "rtl", site: { name: "פורטיקו" } })
  expect(translation.site.home).toBe(en.site.home)
  expect(translation.errors).toEqual({ ...en.errors, not_found: "לא נמצא" })
  expect(translation.dashboard.next.steps).toBe(en.dashboard.next.steps)
  expect(translation.accounts.link("Acme")).toBe(en.accounts.link("Acme"))
})
