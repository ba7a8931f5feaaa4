import type { Metadata } from "next"
import { notFound } from "next/navigation"

export const metadata: Metadata = { title: "Setup" }

type Props = { params: Promise<{ provider: string }> }

/** For developers, like the page above it. */
export default async function SetupProviderPage({ params }: Props) {
  if (process.env.NODE_ENV === "development") {
    const { Details } = await import("./details")
    return <Details id={(await params).provider} />
  }
  notFound()
}
