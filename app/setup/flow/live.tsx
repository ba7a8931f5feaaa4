"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"

/** Reloads the data when another tab signs in or out, and when this tab gets the focus. */
export function Live() {
  const router = useRouter()
  useEffect(() => {
    const refresh = () => router.refresh()
    const channel = new BroadcastChannel("session")
    channel.addEventListener("message", refresh)
    window.addEventListener("focus", refresh)
    return () => {
      channel.close()
      window.removeEventListener("focus", refresh)
    }
  }, [router])
  return null
}
