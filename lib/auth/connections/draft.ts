// What a user entered into a form before it is saved: the form gets it sealed, so that no page contains a secret, with and without
// JavaScript.
import { open, seal } from "../crypto/seal"

type Draft = { clientSecret: string; privateKey: string }

const minutes = 30

/** Seals the secrets of a form for the user who entered them. */
export async function sealDraft(userId: string, { clientSecret, privateKey }: Draft): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + minutes * 60
  return seal("connection draft", { userId, clientSecret, privateKey, exp })
}

/** @returns null for what another user entered, and after half an hour */
export async function openDraft(userId: string, sealed: string): Promise<Draft | null> {
  const opened = sealed ? await open("connection draft", sealed) : null
  if (!opened || opened.userId !== userId) return null
  return { clientSecret: String(opened.clientSecret), privateKey: String(opened.privateKey) }
}
