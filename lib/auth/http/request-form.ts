import { AuthError } from "../errors"

const maxBytes = 10_000

/**
 * Reads a form of at most 10 kB. No body at all is an empty form.
 *
 * @throws AuthError invalid_request for anything else
 */
export async function readForm(request: Request): Promise<FormData> {
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" }
    const body = await readBytes(request)
    return body.size === 0 ? new FormData() : await new Response(body, { headers }).formData()
  } catch (cause) {
    throw new AuthError("invalid_request", { cause })
  }
}

async function readBytes(request: Request): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new Error(`more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return new Blob(chunks)
}
