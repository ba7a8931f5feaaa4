import type { Metadata } from "next"
import { notFound } from "next/navigation"

export const metadata: Metadata = { title: "Setup" }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Exists only under `next dev`: a production build drops the branch and everything it imports. */
export default async function SetupPage({ searchParams }: Props) {
  if (process.env.NODE_ENV === "development") {
    const { Overview } = await import("./overview")
    return <Overview query={String((await searchParams).q ?? "")} />
  }
  notFound()
}
