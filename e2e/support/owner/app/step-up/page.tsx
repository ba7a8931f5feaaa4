// An owner's page that requires a level of authentication, which a test chooses.
import { requireUser } from "@/lib/auth"

type Props = { searchParams: Promise<{ acr?: string; age?: string; recent?: string }> }

export default async function StepUp({ searchParams }: Props) {
  const query = await searchParams
  const { acr, age, recent } = query
  const session = await requireUser({
    returnTo: `/step-up?${new URLSearchParams(query)}`,
    ...(acr !== undefined && { acr }),
    ...(age !== undefined && { maxAgeSeconds: Number(age) }),
    ...(recent !== undefined && { recent: true }),
  })
  return <main id="main">The acr is {session.acr ?? "unknown"}.</main>
}
