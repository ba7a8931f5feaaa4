// Calls a page's server action without a browser, as its form does without JavaScript.
import type { HttpResponse, RequestOptions, Visitor } from "./visitor"

type Submission = Pick<RequestOptions, "headers"> & {
  /** A text in the form to submit, such as that of its button; by default the first form with a server action. */
  form?: string
  /** Values that replace those of the form. */
  fields?: Record<string, string>
}

/** Submits the form of a server action. `headers` replace those that a browser would send. */
export async function submitAction(
  visitor: Visitor,
  path: string,
  { headers, form = "", fields = {} }: Submission = {},
): Promise<HttpResponse> {
  return sendAction(visitor, path, { ...(await readForm(visitor, path, form)), ...fields }, headers)
}

/** The hidden fields of a form, so that a test can submit them as another user. */
export async function readForm(visitor: Visitor, path: string, text = ""): Promise<Record<string, string>> {
  const form = (await formsOf(visitor, path)).find((html) => html.includes(text))
  if (!form) throw new Error(`${path} has no form with a server action that contains "${text}".`)
  return fieldsOf(form)
}

/** The hidden fields of each form with a server action on a page. */
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

/** Posts the given fields to a page as its server action. */
export function sendAction(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  headers: RequestOptions["headers"] = {},
): Promise<HttpResponse> {
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

/**
 * Requests only the server components of a page, as Next's router does in a browser. Next redirects a request whose query lacks the hash of its own headers; this follows that redirect.
 */
export async function getComponents(
  visitor: Visitor,
  path: string,
  more: Record<string, string> = {},
): Promise<HttpResponse> {
  const headers = { rsc: "1", ...more }
  const response = await visitor.get(path, { headers })
  const isRedirected = response.status === 307 && new URL(response.location).searchParams.has("_rsc")
  return isRedirected ? visitor.get(response.location, { headers }) : response
}
