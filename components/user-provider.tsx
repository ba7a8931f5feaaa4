"use client"

import { createContext, use, useEffect, type ReactNode } from "react"
import { watchSession } from "@/components/session-watch"
import type { SessionResponse } from "@/lib/auth"

export type { SessionResponse } from "@/lib/auth"

/** The public fields of the signed-in user. */
export type PublicUser = NonNullable<SessionResponse>["user"]

const Session = createContext<Promise<SessionResponse> | null>(null)

/**
 * Gives the client components below it the signed-in user. The session comes with the page, so nothing is fetched. The tab
 * follows sign-ins and sign-outs in other tabs.
 *
 * @param props session: `publicSession()` of lib/auth, called by a server component that does not await it
 */
export function UserProvider({
  session,
  children,
}: {
  session: Promise<SessionResponse>
  children: ReactNode
}) {
  useEffect(() => {
    let isActive = true
    let stop = () => {}
    const watch = (current: SessionResponse) => {
      if (isActive) stop = watchSession(current?.user.id ?? null)
    }
    // After an outage it is unknown who is signed in: there is nothing to tell the other tabs.
    session.then(watch, () => {})
    return () => {
      isActive = false
      stop()
    }
  }, [session])
  return <Session value={session}>{children}</Session>
}

/**
 * The signed-in user, or null. It is known in the first HTML already. For display only: what a user may do is decided on
 * the server, by `requireUser()`.
 *
 * @throws outside of `<UserProvider>`, and when the database could not be reached
 */
export function useUser(): PublicUser | null {
  const session = use(Session)
  if (!session) throw new Error("useUser() works only below <UserProvider> (docs/protecting.md).")
  return use(session)?.user ?? null
}
