"use client"

import { useEffect } from "react"

/**
 * Reloads the tab when another tab of this browser opens a page for another user or for none. Signing out in one tab thus
 * signs out all of them at once, without polling.
 */
export function SessionWatch({ userId }: { userId: string | null }) {
  useEffect(() => {
    const channel = new BroadcastChannel("session")
    channel.addEventListener("message", ({ data }) => {
      if (data !== userId) location.reload()
    })
    channel.postMessage(userId)
    return () => channel.close()
  }, [userId])
  return null
}
