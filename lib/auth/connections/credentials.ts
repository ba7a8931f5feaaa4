// The client secret and the private key of a connection, sealed for its row.
import { open, seal } from "../crypto/seal"
import { credentialsOf, isCredentialsOf } from "../crypto/sealing.mjs"
import { AuthError } from "../errors"

/** An empty text where there is none. */
export type Credentials = { secret: string; key: string }

/** @returns null for a public client */
export async function sealCredentials(id: string, { secret, key }: Credentials): Promise<string | null> {
  return secret || key ? seal("connection", { ...credentialsOf(id), secret, key }) : null
}

/**
 * @param sealed the column of the row
 * @throws AuthError provider_misconfigured if it was sealed for another row, or under a secret that is no longer set
 */
export async function openCredentials(id: string, sealed: string | null): Promise<Credentials> {
  if (sealed === null) return { secret: "", key: "" }
  const opened = await open("connection", sealed)
  if (!isCredentialsOf(opened, id))
    throw new AuthError("provider_misconfigured", {
      cause: `the credentials of ${id} cannot be opened: enter them again`,
    })
  const textOf = (value: unknown) => (typeof value === "string" ? value : "")
  return { secret: textOf(opened?.secret), key: textOf(opened?.key) }
}
