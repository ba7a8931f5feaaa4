"use client"

import { useEffect } from "react"

/**
 * Every page says whose it is when it opens. A tab that hears of somebody else, or of nobody, loads anew: who signs
 * out in one tab is out in all of them at once, and nothing has to be asked again and again.
 */
export function SessionWatch({ user }: { user: string | null }) {
  useEffect(() => {
    const channel = new BroadcastChannel("session")
    channel.addEventListener("message", ({ data }) => {
      if (data !== user) location.reload()
    })
    channel.postMessage(user)
    return () => channel.close()
  }, [user])
  return null
}
