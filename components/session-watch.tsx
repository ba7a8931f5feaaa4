"use client"

import { useEffect } from "react"

/**
 * Reloads the tab when another tab of this browser opens a page for another user or for none. Signing out in one tab thus
 * signs out all of them at once, without polling.
 */
export function SessionWatch({ userId }: { userId: string | null }) {
  useEffect(() => watchSession(userId), [userId])
  return null
}

/**
 * Tells the other tabs who is signed in here, and reloads this tab when one of them has another user.
 *
 * @returns ends the watch
 */
export function watchSession(userId: string | null): () => void {
  const channel = new BroadcastChannel("session")
  channel.addEventListener("message", ({ data }) => {
    // A reload, not a refresh of the data: nothing that this tab keeps in memory may outlive its user.
    if (data !== userId) location.reload()
  })
  channel.postMessage(userId)
  return () => channel.close()
}
