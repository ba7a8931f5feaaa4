// Sends a page's server action without a browser, as its form does where scripts are off.
import type { Answer, Sending, Visitor } from "./visitor"

/**
 * Submits the first server action's form of a page.
 * @param options `headers` replace those that a browser would send
 */
export async function submitAction(
  visitor: Visitor,
  path: string,
  { headers }: Sending = {},
): Promise<Answer> {
  const page = await visitor.get(path)
  const fields = [...page.text.matchAll(/<input type="hidden" name="(\$ACTION_[^"]+)"(?: value="([^"]*)")?/g)]
  if (fields.length === 0) throw new Error(`${path} has no form with a server action.`)
  const boundary = "----portico-test"
  const parts = fields.map(
    ([, name, value = ""]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value.replaceAll("&quot;", '"')}\r\n`,
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
