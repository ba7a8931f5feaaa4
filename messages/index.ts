import { display } from "../lib/display"
import type { Messages } from "./en"
import { languages } from "./languages"

/** All texts in the visitor's language. Only for server components: pass texts to client components as props. */
export async function messages(): Promise<Messages> {
  const { language } = await display()
  return languages[language]
}
