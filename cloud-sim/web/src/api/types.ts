// Short names for what the cloud's description calls components.schemas.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type Me = Schemas["Me"];
export type Text = Schemas["Text"];
export type Knowledge = Schemas["Knowledge"];
export type FaultText = Schemas["KnowledgeFault"];
export type RemedyText = Schemas["KnowledgeRemedy"];
export type Measurement = Schemas["Measurement"];
export type Finding = Schemas["Finding"];
export type Presence = Finding["presence"];
export type ProbeResult = Schemas["ProbeResult"];
export type Outcome = ProbeResult["outcome"];
export type Reason = NonNullable<ProbeResult["reason"]>;
export type LatestResult = Schemas["LatestResult"];
export type RankedFault = Schemas["RankedFault"];
export type Diagnosis = Schemas["Diagnosis"];
export type Complaint = Schemas["Complaint"];
export type DeviceRow = Schemas["DeviceRow"];
export type DeviceState = DeviceRow["state"];
export type ProbeInfo = Schemas["ProbeInfo"];
export type Device = Schemas["Device"];
export type ConnectionEvent = Schemas["ConnectionEvent"];
export type Report = Schemas["Report"];
export type TimelineEvent = Schemas["TimelineEvent"];
export type Start = Schemas["Start"];
export type StartReason = Start["reason"];
export type Session = Schemas["Session"];
export type Refusal = Schemas["Refusal"];
export type Step = Schemas["Step"];
export type Command = Schemas["Command"];
export type RemedyResult = Schemas["RemedyResult"];
export type RemedyOutcome = RemedyResult["outcome"];
export type CommandState = Command["state"];
