import type { FormTexts } from "@/app/admin/connections/kept-form"
import { messages } from "@/messages"

/** The texts of a form, for the browser. */
export async function formTexts(): Promise<FormTexts> {
  const {
    form: { optional, more, kept, problems },
    checks: { results, labels },
  } = (await messages()).connections
  return { optional, more, kept, problems, checks: { results, labels } }
}
