import type { Metadata } from "next"
import { notFound } from "next/navigation"

export const metadata: Metadata = { title: "Setup" }

type Props = { params: Promise<{ provider: string }> }

/** Exists only under `next dev`, like the setup page. */
export default async function SetupProviderPage({ params }: Props) {
  if (process.env.NODE_ENV === "development") {
    const { Details } = await import("./details")
    return <Details id={(await params).provider} />
  }
  notFound()
}
