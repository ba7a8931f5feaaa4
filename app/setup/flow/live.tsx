"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"

/** Asks for news when a page of this site opens in another tab, and when the reader comes back to this one. */
export function Live() {
  const router = useRouter()
  useEffect(() => {
    const ask = () => router.refresh()
    const channel = new BroadcastChannel("session")
    channel.addEventListener("message", ask)
    window.addEventListener("focus", ask)
    return () => {
      channel.close()
      window.removeEventListener("focus", ask)
    }
  }, [router])
  return null
}
