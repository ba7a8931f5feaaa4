// With Next's `trailingSlash: true`, behind a proxy that removes the path.
import { test } from "./fixtures"
import { testSlashes } from "./slashes"

test.use({ strips: true })

testSlashes()
