/**
 * Formats a number with its noun by the plural rules of a language.
 *
 * @param forms the noun in each plural form of the language: English has `one` and `other`, Polish has four
 */
export function counted(
  locale: string,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): (count: number) => string {
  const rules = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  return (count) => `${numbers.format(count)} ${forms[rules.select(count)] ?? forms.other}`
}
