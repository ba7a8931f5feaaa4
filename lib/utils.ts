import { clsx, type ClassValue } from "clsx"
import { twMerge } from "tailwind-merge"

/** Joins classes; of two that contradict each other, the last one wins. The components of shadcn/ui import it. */
export function cn(...classes: ClassValue[]): string {
  return twMerge(clsx(classes))
}
