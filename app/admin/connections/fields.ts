// The fields of the forms of these pages, and what a submission leaves in them.
import type { ListedCheck } from "@/components/check-list"

export type Field = {
  name: string
  label: string
  hint?: string
  value?: string
  /** The form has no value for a secret or a key: they are sent and never come back. */
  type?: "text" | "url" | "checkbox" | "secret" | "key"
  /** The values of a list to choose from. */
  options?: readonly { value: string; text: string }[]
  /** The browser does not submit the form without it. */
  isRequired?: boolean
  /** The label says so. */
  isOptional?: boolean
  maxLength?: number
  placeholder?: string
  /** Most connections do not need it. */
  isRare?: boolean
}

/** What a submission leaves in the form: everything but the secrets. */
export type FormState = {
  values: Record<string, string>
  /** The secrets of an earlier submission, sealed: they are used unless others are entered. */
  kept?: string
  error?: string
  /** By the name of a field. */
  problems?: Record<string, string>
  checks?: ListedCheck[]
}

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>
