// Reads TXT records.
import { newResolver } from "./resolver"

/** @returns the values of all records of a name; none if there are none */
export type ReadTxt = (name: string) => Promise<string[]>

/** @throws Error if no name server answers */
export const readTxt: ReadTxt = async (name) => {
  try {
    // A value of over 255 bytes is in several strings (RFC 1035 section 3.3.14).
    return (await newResolver().resolveTxt(name)).map((strings) => strings.join(""))
  } catch (error) {
    if (error instanceof Error && "code" in error && /^(ENOTFOUND|ENODATA)$/.test(String(error.code)))
      return []
    throw error
  }
}
