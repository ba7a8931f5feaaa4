// Reads an answer that may be as large, as packed and as deep as its sender likes.
import { pipeline, type Readable } from "node:stream"
import { createGunzip, createInflate } from "node:zlib"

/**
 * Reads a body as text.
 *
 * @param encoding its `Content-Encoding`: gzip and deflate are undone, since some pack without being asked
 * @param limits the most bytes, unpacked, and the most brackets within each other
 * @throws Error where it passes a limit, breaks off, or is not packed as it says
 */
export async function readBounded(
  body: Readable,
  encoding: string | null,
  limits: { bytes: number; depth: number },
): Promise<string> {
  const text = await readText(unpacked(body, encoding), limits.bytes)
  if (depth(text) > limits.depth) throw new Error("JSON nested too deeply")
  return text
}

function unpacked(body: Readable, encoding: string | null): AsyncIterable<Uint8Array> {
  const unpack = { gzip: createGunzip, deflate: createInflate }[encoding ?? ""]
  // A stream that breaks also breaks the one that is read.
  return unpack ? pipeline(body, unpack(), () => undefined) : body
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
function depth(json: string): number {
  let deepest = 0
  let level = 0
  let isText = false
  for (let at = 0; at < json.length; at++) {
    const char = json[at]
    if (char === '"') isText = !isText
    else if (isText) at += char === "\\" ? 1 : 0
    else if (char === "[" || char === "{") deepest = Math.max(deepest, ++level)
    else if (char === "]" || char === "}") level--
  }
  return deepest
}
