import type { Metadata } from "next"
import { notFound } from "next/navigation"

const inDevelopment = process.env.NODE_ENV === "development"

export const metadata: Metadata = inDevelopment ? { title: "Flow inspector" } : {}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Only under `next dev`. A build drops the branch and everything that it imports. */
export default async function FlowPage({ searchParams }: Props) {
  if (process.env.NODE_ENV === "development") {
    const { Inspector } = await import("./inspector")
    return <Inspector query={await searchParams} />
  }
  notFound()
}
