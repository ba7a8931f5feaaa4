// Issuers' metadata and keys, which are kept in memory for ten minutes.

const maxAgeSeconds = 600
/** The pause after a failed request. */
const cooldownSeconds = 60

/**
 * The pause between two renewals. What anyone can send has a pause of its own, or it could keep the keys of a rotation from the
 * sign-ins that need them.
 */
const renewalPauseSeconds = { solicited: 5, unsolicited: 60 }

export type Renewal = keyof typeof renewalPauseSeconds

/**
 * A cache with one request for concurrent callers. An old value is kept while a newer one cannot be fetched.
 *
 * @param maxEntries then the oldest one is removed: issuers of connections come and go
 */
export function metadataCache<T>(maxEntries = 1_000) {
  type Entry = {
    value?: T
    fetchedAt: number
    retryAt: number
    renewAt: Record<Renewal, number>
    pending?: Promise<T>
  }
  const entries = new Map<string, Entry>()

  return {
    async get(key: string, fetchValue: () => Promise<T>, renew?: Renewal): Promise<T> {
      const entry: Entry = entries.get(key) ?? {
        fetchedAt: -Infinity,
        retryAt: -Infinity,
        renewAt: { solicited: -Infinity, unsolicited: -Infinity },
      }
      if (!entries.has(key) && entries.size >= maxEntries) entries.delete(entries.keys().next().value ?? "")
      entries.set(key, entry)
      const now = performance.now() / 1000
      const isStale = entry.fetchedAt + maxAgeSeconds < now && entry.retryAt <= now
      const isRenewal = renew !== undefined && entry.renewAt[renew] <= now
      if (entry.value !== undefined && !isStale && !isRenewal) return entry.value
      if (renew) entry.renewAt[renew] = now + renewalPauseSeconds[renew]
      try {
        entry.pending ??= fetchValue().finally(() => delete entry.pending)
        entry.value = await entry.pending
        entry.fetchedAt = now
      } catch (error) {
        if (entry.value === undefined) throw error
        entry.retryAt = now + cooldownSeconds
      }
      return entry.value
    },
  }
}
