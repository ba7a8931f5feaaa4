// The public functions of connections: customers' identity providers, which an administrator adds while the app runs. Pages and actions
// import no other file of this folder (docs/connections.md).
import "server-only"

export { checkConnection, testConnection, type Tested } from "./check"
export { addDomain, connectionForEmail, proveDomain, removeDomain } from "./domains"
export { openDraft, sealDraft } from "./draft"
export { connectionAccounts, connectionActivity, type ConnectionEvent } from "./history"
export { hasProvedDomains } from "./offer"
export { connectionKinds } from "./kinds"
export {
  createConnection,
  deleteConnection,
  findConnection,
  listConnections,
  setConnectionEnabled,
  updateConnection,
} from "./manage"
export type {
  Actor,
  Connection,
  ConnectionDomain,
  ConnectionInput,
  ConnectionKind,
  DeletedAccounts,
  InputProblem,
  Proof,
  Saved,
} from "./types"
export type { Check } from "../diagnostics/check"
