"use client"

import { useEffect } from "react"

/** Loads a script at run time, as `loadStripe` of @stripe/stripe-js does. The script shows a frame below the element. */
export function Checkout({ port }: { port: string }) {
  useEffect(() => {
    const script = document.createElement("script")
    script.src = `http://js.stripe.localhost:${port}/v3/`
    document.head.append(script)
    return () => script.remove()
  }, [port])
  return <div id="checkout" />
}
