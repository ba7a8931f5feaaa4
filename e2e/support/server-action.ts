// Sends a page's server action without a browser, as its form does where scripts are off.
import type { Answer, Sending, Visitor } from "./visitor"

type Submission = Pick<Sending, "headers"> & {
  /** A text of the form to choose, such as its button's; without it, the first one with a server action. */
  form?: string
  /** Values in place of those that the page has in the form. */
  fields?: Record<string, string>
}

/** Submits the form of a server action. What is given in `headers` replaces what a browser would send. */
export async function submitAction(
  visitor: Visitor,
  path: string,
  { headers, form = "", fields = {} }: Submission = {},
): Promise<Answer> {
  return sendAction(visitor, path, { ...(await readForm(visitor, path, form)), ...fields }, headers)
}

/** The hidden fields of a form, for whoever sends them as somebody else. */
export async function readForm(visitor: Visitor, path: string, text = ""): Promise<Record<string, string>> {
  const form = (await formsOf(visitor, path)).find((html) => html.includes(text))
  if (!form) throw new Error(`${path} has no such form with a server action.`)
  return fieldsOf(form)
}

/** The hidden fields of each form of a page that calls a server action. */
export async function actionForms(visitor: Visitor, path: string): Promise<Record<string, string>[]> {
  return (await formsOf(visitor, path)).map(fieldsOf)
}

async function formsOf(visitor: Visitor, path: string): Promise<string[]> {
  const { text } = await visitor.get(path)
  return (text.match(/<form\b.*?<\/form>/gs) ?? []).filter((html) => html.includes("$ACTION_"))
}

function fieldsOf(form: string): Record<string, string> {
  const inputs = form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)
  return Object.fromEntries(
    [...inputs].map(([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')]),
  )
}

export function sendAction(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  headers: Sending["headers"] = {},
): Promise<Answer> {
  const boundary = "----portico-test"
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return visitor.request("POST", path, {
    body: `${parts.join("")}--${boundary}--\r\n`,
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      origin: visitor.origin,
      ...headers,
    },
  })
}
