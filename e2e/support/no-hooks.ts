// Takes the place of lib/auth/hooks.ts in the copies that the tests run.
import type { Hooks } from "@/lib/auth/hook-types"

export const hooks: Hooks = {}
