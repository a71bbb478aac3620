import type { Copy, Observation, Observed, ObservedTable } from '../platform/recovery/recovery.ts';
import { certificateHead } from '../request-view/certificate-head.ts';
import type { Issue } from '../request-view/certificate-head.ts';
import type { FinalCertificate } from '../request-view/final-contract.ts';
import type { RequestRow } from '../request/row.ts';
import type { Verified } from './pending.ts';
import { sha256Hex } from '../value/canonical.ts';
import { milliseconds, plusSeconds, toRfc3339, utcDay } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';

export const finalCertificateType = 'erasure-final-certificate+jwt';
const meaning = '/v1/openapi.json#/components/schemas/FinalCertificate';
/** AWS lists exports of the last 90 days (Amazon DynamoDB API reference, ListExports). */
const listedDays = 90;

export interface FinalFacts extends Issue {
  readonly lastPossibleUse: EpochMilliseconds;
  readonly observation: Observation;
  readonly verified: Verified;
}

/**
 * The FINAL certificate: nothing that was observed can bring back a key that the certificate of the
 * erasure names, and whole tables were looked over. It names no one, and says what it does not cover.
 *
 * @throws RangeError when the erasure was not certified before
 */
export function finalCertificateOf(row: RequestRow, facts: FinalFacts): FinalCertificate {
  const { destroyed, revokedAt } = row.erasure ?? {};
  if (destroyed === undefined || revokedAt === undefined || row.certificate === undefined) {
    throw new RangeError('an erasure is final after it was certified');
  }
  const { observation, verified } = facts;
  const { wrappingKey } = observation;
  return {
    ...certificateHead(row.requestId, facts),
    meaning,
    status: 'FINAL',
    erasedCertificateSha256: sha256Hex(row.certificate),
    keysDestroyed: destroyed.length,
    revokedAt: toRfc3339(milliseconds(revokedAt)),
    lastPossibleUse: toRfc3339(facts.lastPossibleUse),
    observedAt: toRfc3339(observation.at),
    observedIn: observation.in,
    tables: observation.tables.map(tableOf),
    verification: { ...verified, left: 0 },
    ...(wrappingKey.kind === 'observed' && {
      wrappingKey: {
        ...wrappingKey.value,
        since: timeOf(wrappingKey.value.since),
        deletedAt: timeOf(wrappingKey.value.deletedAt),
      },
    }),
    notCovered: [...notCoveredBy(row, observation)],
  };
}

const timeOf = (at: EpochMilliseconds | undefined) => at && toRfc3339(at);

const tableOf = (seen: ObservedTable): FinalCertificate['tables'][number] => ({
  table: seen.table,
  restorableFrom: seen.restorable.kind === 'from' ? toRfc3339(seen.restorable.at) : undefined,
  backups: countOf(seen.backups),
  recoveryPoints: countOf(seen.recoveryPoints),
  exports: countOf(seen.exports),
  stream: seen.stream,
  kinesis: seen.kinesis.kind === 'observed' ? seen.kinesis.value : undefined,
  replicas: seen.replicas,
});

const countOf = (copies: Observed<readonly Copy[]>): number | undefined =>
  copies.kind === 'observed' ? copies.value.length : undefined;

/** In the words of the certificate itself: what is not observed is not claimed. */
function* notCoveredBy(
  { erasure }: RequestRow,
  { tables, at, wrappingKey, ...seen }: Observation,
): Generator<string, void> {
  yield 'copies that the person or a recipient made before';
  yield 'logs and CloudTrail events: they carry random ids and keyed hashes only';
  yield 'backups of other tables, for at most 35 days: their rows are encrypted under keys that are gone';
  yield 'copies of files outside of their bucket: the keys of files are under keys that are gone';
  yield 'copies that were made and ended before the observation, and restores under another name';
  yield 'memory and media of the provider: keys are out of reach, overwriting is not observed';
  if ((erasure?.withheld ?? []).length > 0) yield 'what is withheld, under keys of its own';
  if (seen.in === 'embedded-runtime') {
    yield 'copies of the database outside of the folder of copies, and free pages of its file';
    return;
  }
  yield `exports of the tables before ${utcDay(plusSeconds(at, -listedDays * 86_400))}, which AWS does not list`;
  const blind = (name: 'backups' | 'recoveryPoints' | 'exports' | 'kinesis') =>
    tables.some((table) => table[name].kind === 'not-observed');
  if (blind('backups')) yield 'on-demand backups: not permitted to observe';
  if (blind('recoveryPoints')) yield 'recovery points of AWS Backup: not permitted to observe';
  if (blind('exports')) yield 'exports to Amazon S3: not permitted to observe';
  if (blind('kinesis')) yield 'Kinesis destinations: not permitted to observe';
  if (wrappingKey.kind === 'not-observed') yield 'the wrapping key: not permitted to observe';
  if (tables.some(({ kinesis }) => kinesis.kind === 'observed' && kinesis.value === 'ended')) {
    yield 'a Kinesis destination that was active before';
  }
  yield 'unknown copies of encrypted keys: they can be opened until the wrapping key is deleted';
}
