import type { Metadata } from "next"
import { requireUser } from "@/lib/auth"

export const metadata: Metadata = { title: "Private" }

export default async function PrivatePage() {
  const { user } = await requireUser({ returnTo: "/client/private" })
  return (
    <>
      <h1>Private page</h1>
      <p data-testid="server">{user.name}</p>
    </>
  )
}
