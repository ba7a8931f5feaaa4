// Your own rules and additions to a sign-in: this file is yours to edit. docs/customizing.md has examples.
import type { Hooks } from "./hook-types"

export const hooks: Hooks = {}
