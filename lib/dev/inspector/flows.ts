// The flows that the inspector shows.
export { flowOfReference, type RecordedFlow, recordedFlows } from "../../auth/telemetry/recorder"
