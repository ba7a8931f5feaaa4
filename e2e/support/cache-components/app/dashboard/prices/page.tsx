// A page of one user with data that all users share, and that is cached in each of the ways that Next has.
import { cacheLife, unstable_cache } from "next/cache"
import { requireUser } from "@/lib/auth"

export default async function PricesPage() {
  const { user } = await requireUser({ returnTo: "/dashboard/prices" })
  return (
    <p>
      {user.email}: {await price()}, {await stock()}, {await hours()}
    </p>
  )
}

async function price() {
  "use cache"
  cacheLife("hours")
  return "tea costs 3"
}

async function stock() {
  "use cache: remote"
  cacheLife("hours")
  return "tea is in stock"
}

const hours = unstable_cache(async () => "the shop is open", ["hours"])
