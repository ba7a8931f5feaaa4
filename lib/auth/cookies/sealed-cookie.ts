// A cookie whose value is encrypted for one purpose, has an expiry time and is validated when it is opened.
import { openEvenExpired, seal, type Purpose } from "../crypto/seal"
import type { Check } from "../shape"
import { clearCookie, readCookie, readCookies, writeCookie } from "./cookie"

type Options<T> = {
  /** The bare name. If there can be several cookies of one kind, a key follows it: `attempt-<key>`. */
  name: string
  purpose: Purpose
  /** How long the value is valid. It is sealed as `exp` (RFC 7519 section 4.1.4), so the browser cannot extend it. */
  seconds: number
  /** A value of another shape is ignored: another version of the app may have sealed it. */
  shape: Check<T>
}

export type Opened<T> = { value: T; isExpired: boolean }

export function sealedCookie<T extends object>({ name, purpose, seconds, shape }: Options<T>) {
  const fullName = (key?: string) => (key === undefined ? name : `${name}-${key}`)

  async function open(sealed: string | undefined): Promise<Opened<T> | null> {
    const opened = sealed ? await openEvenExpired(purpose, sealed) : null
    return opened && shape(opened.payload) ? { value: opened.payload, isExpired: opened.isExpired } : null
  }

  const cookie = {
    /** Seals a value without setting the cookie, for callers that need its size first. */
    async seal(value: T): Promise<string> {
      return seal(purpose, { ...value, exp: Math.floor(Date.now() / 1000) + seconds })
    },

    /** @returns the bytes that a browser sends for it */
    size(sealed: string, key?: string): number {
      return fullName(key).length + sealed.length
    },

    async setSealed(sealed: string, key?: string): Promise<void> {
      await writeCookie(fullName(key), sealed, seconds)
    },

    async set(value: T, key?: string): Promise<void> {
      await cookie.setSealed(await cookie.seal(value), key)
    },

    /** @returns null if the cookie is missing or was not sealed by this app */
    async read(key?: string): Promise<Opened<T> | null> {
      return open(await readCookie(fullName(key)))
    },

    /** Reads the cookie and clears it, so that its value is used once. */
    async consume(key?: string): Promise<Opened<T> | null> {
      const sealed = await readCookie(fullName(key))
      if (sealed === undefined) return null
      await clearCookie(fullName(key))
      return open(sealed)
    },

    async clear(key?: string): Promise<void> {
      if ((await readCookie(fullName(key))) !== undefined) await clearCookie(fullName(key))
    },

    /** Every cookie of this kind that the browser sent. */
    async list(): Promise<{ key: string; size: number; opened: Opened<T> | null }[]> {
      const found = await readCookies(`${name}-`)
      return Promise.all(
        found.map(async ({ name: foundName, value }) => {
          const key = foundName.slice(name.length + 1)
          return { key, size: cookie.size(value, key), opened: await open(value) }
        }),
      )
    },
  }
  return cookie
}
