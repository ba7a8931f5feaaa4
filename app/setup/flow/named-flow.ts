import type { Timeline } from "@/lib/dev/inspector/timeline"

/** A flow with the name of its provider. */
export type NamedFlow = { timeline: Timeline; name: string; protocol: string }
