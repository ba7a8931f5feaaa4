// Without this file Turbopack would find the checkout's in a parent folder.
export function register() {}
