import { display } from "../lib/display"
import type { Messages } from "./en"
import { languages } from "./languages"

/** Every sentence, in the visitor's language. For server components; in the browser, take them as props. */
export async function messages(): Promise<Messages> {
  const { language } = await display()
  return languages[language]
}
