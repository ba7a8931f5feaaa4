// With Next's `trailingSlash: true`, behind a proxy that passes the path on.
import { testFlows } from "./flows"
import { testSlashes } from "./slashes"

testFlows()
testSlashes()
