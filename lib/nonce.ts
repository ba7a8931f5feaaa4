import { headers } from "next/headers"

/**
 * The nonce of this response's content security policy. A `<script>` or `<style>` that a server component renders runs or
 * applies only with it. For server components; `next/script` takes it as the prop `nonce`.
 */
export async function nonce(): Promise<string | undefined> {
  // Set by proxy.ts, which overwrites a header of this name in the request.
  return (await headers()).get("x-nonce") ?? undefined
}
