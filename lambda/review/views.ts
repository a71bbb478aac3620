import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import type { AutomatedDecision } from './store.ts';

/** A decision as its person and a reviewer see it. */
export const shownDecision = ({ record, content }: AutomatedDecision) => ({
  automatedDecisionId: record.recordId,
  ...content,
  mainFactors: [...content.mainFactors],
  at: toRfc3339(record.collectedAt),
  // No day is named for what a hold or a restriction keeps.
  reviewableUntil: record.keptBy ? undefined : toRfc3339(toEpochMilliseconds(record.expiresAt)),
});
