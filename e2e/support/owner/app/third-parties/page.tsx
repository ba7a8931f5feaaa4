import type { Metadata } from "next"
import Script from "next/script"
import { nonce } from "@/lib/nonce"
import { Checkout } from "./checkout"

export const metadata: Metadata = { title: "Third parties" }

type Props = { searchParams: Promise<{ port?: string; nonce?: string }> }

/** Third parties as docs/third-parties.md adds them. `port` is where their stand-ins listen; `nonce=none` omits the nonce. */
export default async function ThirdPartiesPage({ searchParams }: Props) {
  const { port = "", nonce: choice } = await searchParams
  return (
    <main id="main">
      <h1>Third parties</h1>
      <script
        async
        src={`http://plausible.localhost:${port}/js/script.js`}
        data-domain="example.com"
        nonce={choice === "none" ? undefined : await nonce()}
      />
      <Script src={`http://plausible.localhost:${port}/js/later.js`} nonce={await nonce()} />
      <Checkout port={port} />
    </main>
  )
}
