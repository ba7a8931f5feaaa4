import { redirect } from "next/navigation"
import type { ErrorCode } from "./errors"

export type { ErrorCode } from "./errors"

export type Session = {
  id: string
  expires: Date
  createdAt: Date
  lastSeen: Date
  provider: string | null
  userAgent: string | null
  user: {
    id: string
    name: string | null
    email: string | null
    emailVerified: Date | null
    image: string | null
    role: "USER" | "ADMIN"
  }
}

export type ProviderSummary = {
  id: string
  name: string
  protocol: "oidc" | "oauth2" | "oauth1"
  icon: string | null
  loopback: boolean
  signinUrl: string
  callbackUrl: string
}

export async function auth(): Promise<Session | null> {
  return null
}

export async function requireUser(options: { returnTo: string }): Promise<Session> {
  return redirect(`/signin?callbackUrl=${encodeURIComponent(options.returnTo)}`)
}

export async function signIn(provider: string, _options?: { redirectTo?: string }): Promise<never> {
  return redirect(`/api/auth/signin/${provider}`)
}

export async function signOut(_options?: { redirectTo?: string }): Promise<never> {
  return redirect("/")
}

export function providers(): ProviderSummary[] {
  return []
}

export function errorFor(_code: string | undefined): { code: ErrorCode; hint?: string } | null {
  return null
}
