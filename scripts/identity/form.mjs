const maximumLength = 64 * 1024

/**
 * The fields of a posted form.
 * @param {import("node:http").IncomingMessage} request
 * @returns {Promise<URLSearchParams>}
 * @throws when the body is larger than 64 KB
 */
export async function readForm(request) {
  let text = ""
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk
    if (text.length > maximumLength)
      throw Object.assign(new Error("The form is too large."), { status: 413, expose: true })
  }
  return new URLSearchParams(text)
}
