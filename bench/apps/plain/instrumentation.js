// Turbopack looks for this file upwards from here, and would find the checkout's.
export function register() {}
