import { notFound } from "next/navigation"
import { requireUser, type Session } from "@/lib/auth"
import { listConnections } from "@/lib/auth/connections"
import { connectionsPath } from "./paths"

/**
 * Who may add connections. To let your customers' administrators add theirs, admit them here: everyone manages only what they
 * added, and administrators manage all.
 */
export function mayAdd({ role }: Session["user"]): boolean {
  return role === "ADMIN"
}

/** Admits users who may add a connection, or who have added one. Others get a 404. */
export async function requireManager(): Promise<Session> {
  const session = await requireUser({ returnTo: connectionsPath })
  if (mayAdd(session.user)) return session
  const { rows } = await listConnections(session.user)
  return rows.length > 0 ? session : notFound()
}
