/** In-memory storage for oidc-provider, whose own memory adapter prints a warning at every start. */

/**
 * @typedef {import("oidc-provider").AdapterPayload} Payload
 * @typedef {{ payload: Payload, expires: number }} Entry
 */

/**
 * @returns {import("oidc-provider").AdapterFactory}
 */
export function memory() {
  /** @type {Map<string, Entry>} */
  const entries = new Map()

  /** @param {string} key */
  const read = (key) => {
    const entry = entries.get(key)
    return entry && entry.expires > Date.now() ? entry.payload : undefined
  }
  /** @param {(key: string, entry: Entry) => boolean} matches */
  const remove = (matches) => {
    for (const [key, entry] of entries) if (matches(key, entry)) entries.delete(key)
  }

  return (model) => {
    const prefix = `${model}:`
    /** @param {(payload: Payload) => boolean} matches */
    const search = (matches) => {
      for (const [key, { payload }] of entries)
        if (key.startsWith(prefix) && matches(payload)) return read(key)
    }
    return {
      async upsert(id, payload, expiresIn) {
        const now = Date.now()
        remove((_, { expires }) => expires <= now)
        entries.set(prefix + id, { payload, expires: expiresIn ? now + expiresIn * 1000 : Infinity })
      },
      async find(id) {
        return read(prefix + id)
      },
      async findByUid(uid) {
        return search((payload) => payload.uid === uid)
      },
      async findByUserCode(userCode) {
        return search((payload) => payload.userCode === userCode)
      },
      async consume(id) {
        const payload = read(prefix + id)
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        entries.delete(prefix + id)
      },
      async revokeByGrantId(grantId) {
        remove((_, { payload }) => payload.grantId === grantId)
      },
    }
  }
}
