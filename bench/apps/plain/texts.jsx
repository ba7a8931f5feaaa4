"use client"

import { createContext } from "react"

const Context = createContext(null)

export function Texts({ texts, children }) {
  return <Context value={texts}>{children}</Context>
}
