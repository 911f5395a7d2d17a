/** Compile-time proof that the schemas and the domain types are the same thing. Contains no run-time code. */
import type * as Type from "typebox";
import type { AgendaEntry } from "../domain/agenda.ts";
import type { AgentStatus } from "../domain/agent.ts";
import type { DoNotCallImport, DoNotCallPage } from "../domain/do-not-call.ts";
import type { DoNotCallImportSchema, DoNotCallPageSchema } from "./do-not-call-schemas.ts";
import type { ListOutlook } from "../domain/calling-hours.ts";
import type { CallListEntry, CallListSummary, RejectedRow } from "../domain/call-list.ts";
import type { CallQuality, LineSample, VoiceSample } from "../domain/call-quality.ts";
import type { CollectedItem, ContactContext, ContactRecord } from "../domain/contact.ts";
import type { AgentConfig } from "../domain/agent.ts";
import type { QueueConfig } from "../domain/queue.ts";
import type { PlanFinding, RoutingPlan } from "../domain/routing-plan.ts";
import type { RoutingExplanation } from "../domain/routing-explanation.ts";
import type { Classification, CustomerMatch, CustomerRecord, CustomerSummary } from "../domain/customer.ts";
import type { MissedOffer } from "../domain/missed-offer.ts";
import type { User } from "../domain/user.ts";
import type * as C from "./contact-schemas.ts";
import type * as H from "./history-schemas.ts";
import type * as S from "./domain-schemas.ts";
import type * as R from "./routing-schemas.ts";
import type * as Q from "./quality-schemas.ts";

type Frozen<T> = T extends string | number | boolean | null | undefined ? T : { readonly [K in keyof T]: Frozen<T[K]> };
type Same<A, B> = [Frozen<A>] extends [Frozen<B>] ? ([Frozen<B>] extends [Frozen<A>] ? true : false) : false;
type Proven<T extends true> = T;

export type Proof = [
  Proven<Same<Type.Static<typeof S.AgentStatusSchema>, AgentStatus>>,
  Proven<Same<Type.Static<typeof S.ClassificationSchema>, Classification>>,
  Proven<Same<Type.Static<typeof S.CustomerSummarySchema>, CustomerSummary>>,
  Proven<Same<Type.Static<typeof S.CustomerRecordSchema>, CustomerRecord>>,
  Proven<Same<Type.Static<typeof S.CustomerMatchSchema>, CustomerMatch>>,
  Proven<Same<Type.Static<typeof S.CollectedItemSchema>, CollectedItem>>,
  Proven<Same<Type.Static<typeof C.RoutingExplanationSchema>, RoutingExplanation>>,
  Proven<Same<Type.Static<typeof C.ContactContextSchema>, ContactContext>>,
  Proven<Same<Type.Static<typeof C.ContactRecordSchema>, ContactRecord>>,
  Proven<Same<Type.Static<typeof Q.VoiceSampleSchema>, VoiceSample>>,
  Proven<Same<Type.Static<typeof Q.LineSampleSchema>, LineSample>>,
  Proven<Same<Type.Static<typeof Q.CallQualitySchema>, CallQuality>>,
  Proven<Same<Type.Static<typeof S.CallListSummarySchema>, CallListSummary>>,
  Proven<Same<Type.Static<typeof S.CallListEntrySchema>, CallListEntry>>,
  Proven<Same<Type.Static<typeof S.ListOutlookSchema>, ListOutlook>>,
  Proven<Same<Type.Static<typeof DoNotCallPageSchema>, DoNotCallPage>>,
  Proven<Same<Type.Static<typeof DoNotCallImportSchema>, DoNotCallImport>>,
  Proven<Same<Type.Static<typeof S.RejectedRowSchema>, RejectedRow>>,
  Proven<Same<Type.Static<typeof H.AgendaEntrySchema>, AgendaEntry>>,
  Proven<Same<Type.Static<typeof H.MissedOfferSchema>, MissedOffer>>,
  Proven<Same<Type.Static<typeof S.UserSchema>, User>>,
  Proven<Same<Type.Static<typeof R.QueueConfigSchema>, QueueConfig>>,
  Proven<Same<Type.Static<typeof R.AgentConfigSchema>, AgentConfig>>,
  Proven<Same<Type.Static<typeof R.RoutingPlanSchema>, RoutingPlan>>,
  Proven<Same<Type.Static<typeof R.PlanFindingSchema>, PlanFinding>>,
];
