import { newSubjectId } from '../lambda/platform/ids.ts';
import type { SubjectId } from '../lambda/platform/ids.ts';
import { seconds, toEpochSeconds } from '../lambda/platform/time.ts';
import { openRecords } from '../lambda/record/store.ts';
import type { Progress } from './measure.ts';
import type { Service } from './service.ts';

const perTransaction = 100;
const day = 86_400;

/** Somebody with `count` sealed prompts of about 700 bytes; answers whose they are. */
export async function somebodyWith(
  service: Service,
  count: number,
  progress: Progress = () => undefined,
  subjectId: SubjectId = newSubjectId(),
): Promise<SubjectId> {
  const records = openRecords(service);
  const collectedAt = service.clock();
  const expiresAt = seconds(toEpochSeconds(collectedAt) + 30 * day);
  for (let written = 0; written < count; written += perTransaction) {
    const drafts = Array.from({ length: Math.min(perTransaction, count - written) }, (_, index) =>
      records.draft(
        subjectId,
        {
          ...{ category: 'prompt-text', purposes: ['service-provision'] },
          content: { text: `${written + index}: ${'Plan a weekend in Lisbon. '.repeat(20)}` },
        },
        { collectedAt, expiresAt },
      ),
    );
    await records.write(drafts, []);
    if (written % 10_000 === 0) progress(`${written} of ${count} rows written`);
  }
  return subjectId;
}
