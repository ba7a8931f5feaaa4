"use client"

import Link from "next/link"
import { useState } from "react"
import { useUser } from "@/components/user-provider"

/** Links that Next prefetches completely, among them addresses that must not do anything when they are requested. */
export function ClientPages() {
  const user = useUser()
  const [draft, setDraft] = useState("")
  return (
    <>
      <p data-testid="user">{user ? `${user.name}, ${user.email}` : "no user"}</p>
      <label>
        Draft <input value={draft} onChange={(event) => setDraft(event.target.value)} />
      </label>
      <Link href={draft || "/client"} prefetch={false}>
        To the draft
      </Link>
      <nav aria-label="Pages">
        {[
          "/client",
          "/client/other",
          "/client/private",
          "/dashboard",
          "/",
          "/signin",
          "/signout",
          "/api/auth/signin",
          "/api/auth/signin/github",
          "/api/auth/signout",
        ].map((path) => (
          <Link key={path} href={path} prefetch>
            {path}
          </Link>
        ))}
      </nav>
    </>
  )
}
