import type { Metadata } from "next"
import { auth } from "@/lib/auth"

export const metadata: Metadata = { title: "Other" }

export default async function OtherPage() {
  const session = await auth()
  return (
    <>
      <h1>Other page</h1>
      <p data-testid="server">{session?.user.name ?? "no user"}</p>
    </>
  )
}
