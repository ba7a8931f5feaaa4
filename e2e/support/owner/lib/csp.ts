// The entries of the recipes in docs/third-parties.md, for stand-ins of the third parties on this machine.
import type { ThirdParties } from "@/lib/content-security-policy"

export const csp: ThirdParties = {
  script: ["http://plausible.localhost:*", "http://js.stripe.localhost:*"],
  connect: [
    "http://plausible.localhost:*",
    "http://api.stripe.localhost:*",
    "http://o1.ingest.sentry.localhost:*",
  ],
  frame: ["http://js.stripe.localhost:*"],
  image: ["http://pictures.localhost:*"],
  style: ["http://fonts.localhost:*"],
  font: ["http://fonts.localhost:*"],
  form: ["http://checkout.stripe.localhost:*"],
  worker: ["blob:"],
}
