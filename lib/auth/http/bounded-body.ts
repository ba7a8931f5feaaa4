// Reads a response body within limits, since the sender chooses its size, compression and nesting.
import { pipeline, type Readable } from "node:stream"
import { constants, createUnzip } from "node:zlib"

/**
 * Reads a body as text.
 *
 * @param encoding its `Content-Encoding`: gzip and deflate are decoded, because some servers compress without a request for it
 * @param limits bytes: the most after decompression; depth: the deepest nesting of brackets
 * @throws Error if the body exceeds a limit or is not encoded as announced, or if the connection breaks
 */
export async function readBounded(
  body: Readable,
  encoding: string | null,
  limits: { bytes: number; depth: number },
): Promise<string> {
  const text = await readText(decompressed(body, encoding), limits.bytes)
  if (depth(text) > limits.depth) throw new Error("JSON nested too deeply")
  return text
}

function decompressed(body: Readable, encoding: string | null): AsyncIterable<Uint8Array> {
  if (!encoding || encoding === "identity") return body
  const isKnown = /^((x-)?gzip|deflate)$/i.test(encoding)
  // Like browsers, this accepts a compressed stream that is truncated or empty.
  const unzip = createUnzip({ finishFlush: constants.Z_SYNC_FLUSH })
  // `pipeline` forwards an error of the body to the returned stream.
  const text = pipeline(body, unzip, () => undefined)
  if (!isKnown) text.destroy(new Error(`unknown content encoding ${encoding.slice(0, 20)}`))
  return text
}

async function readText(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ""
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > most) throw new Error(`more than ${most} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** The deepest nesting of brackets outside strings, without parsing. */
export function depth(json: string): number {
  let deepest = 0
  let level = 0
  let isInString = false
  for (let at = 0; at < json.length; at++) {
    const char = json[at]
    if (char === '"') isInString = !isInString
    else if (isInString) at += char === "\\" ? 1 : 0
    else if (char === "[" || char === "{") deepest = Math.max(deepest, ++level)
    else if (char === "]" || char === "}") level--
  }
  return deepest
}
