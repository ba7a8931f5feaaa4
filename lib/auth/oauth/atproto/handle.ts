// From a handle to a DID (atproto.com/specs/handle): a TXT record, or else a document at the handle's host.
import { AuthError } from "../../errors"
import { fetchFor, type RequestPolicy } from "../../http/provider-request"
import { readTxt, type ReadTxt } from "../../http/read-txt"
import { failedCheck } from "../../telemetry/checks"
import { isDid } from "./names"

type Sources = {
  readTxt: ReadTxt
  /** The text of the handle's document; undefined if there is none. */
  readDocument: (handle: string) => Promise<string | undefined>
}

/**
 * The DID that a handle leads to. It proves nothing until the DID's document names the handle: anyone can point a name of their own at
 * another user's DID. The TXT record is preferred, so where there is one, the document at the host is not read.
 *
 * @throws AuthError identity_unresolved if there is none, or more than one
 */
export async function didOfHandle(
  handle: string,
  policy: RequestPolicy,
  { readTxt: read, readDocument }: Sources = {
    readTxt,
    readDocument: async (name) => readWellKnown(`https://${name}`, policy),
  },
): Promise<string> {
  // A name server that does not answer is no reason not to ask the host, and no handle may be longer than a name.
  const values = await read(`_atproto.${handle}`).catch(() => [])
  const records = values.flatMap((value) => (value.startsWith("did=") ? [value.slice(4).trim()] : []))
  const dids = [...new Set(records)].filter((did) => isDid(did, policy))
  if (dids.length > 1) throw unresolved(`${dids.length} DIDs in its TXT records`)
  const [did] = dids
  if (did !== undefined) return did
  const document = (await readDocument(handle))?.trim()
  if (isDid(document, policy)) return document
  throw unresolved(document === undefined ? "no TXT record and no document" : "a document without a DID")
}

/** @returns undefined if there is none, or if the host must not or cannot be reached */
export async function readWellKnown(origin: string, policy: RequestPolicy): Promise<string | undefined> {
  try {
    const headers = { accept: "text/plain" }
    const request = { method: "GET", headers, body: undefined }
    const response = await fetchFor("metadata", policy)(`${origin}/.well-known/atproto-did`, request)
    return response.ok ? await response.text() : undefined
  } catch (error) {
    if (error instanceof AuthError) return undefined
    throw error
  }
}

function unresolved(received: string): AuthError {
  return failedCheck("identity_handle", { code: "identity_unresolved", expected: "one DID", received })
}
