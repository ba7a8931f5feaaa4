import { messages } from "@/messages"
import type { FormTexts } from "./kept-form"

/** The texts of a form, for the browser. */
export async function formTexts(): Promise<FormTexts> {
  const {
    form: { optional, more, kept, problems },
    checks: { results, labels },
  } = (await messages()).connections
  return { optional, more, kept, problems, checks: { results, labels } }
}
