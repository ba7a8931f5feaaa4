/**
 * Numbers with their noun, by the plural rules of a language.
 *
 * @param forms the noun in each form that the language has: English has `one` and `other`, Polish four
 */
export function counted(
  locale: string,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): (count: number) => string {
  const rules = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  return (count) => `${numbers.format(count)} ${forms[rules.select(count)] ?? forms.other}`
}
