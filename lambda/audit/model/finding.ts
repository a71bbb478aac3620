import type { EpochMilliseconds } from '../../value/time.ts';
import type { Place } from './place.ts';

interface Period {
  readonly from: EpochMilliseconds;
  readonly to: EpochMilliseconds;
}

/** What the verification of a trail in a Region found. */
export type Finding =
  /** The first digest there is; nothing was recorded before. */
  | { readonly kind: 'begins'; readonly at: EpochMilliseconds }
  | { readonly kind: 'no-digests' }
  /** The Region does not answer, for example because it was disabled. */
  | { readonly kind: 'keys-unavailable'; readonly reason: string }
  | ({ readonly kind: 'not-recorded' } & Period)
  | ({ readonly kind: 'logging-stopped' } & Period)
  | ({ readonly kind: 'time-uncovered' } & Period)
  | ({ readonly kind: 'digest-missing'; readonly place: Place } & Period)
  /** The digests before are in another bucket, where they have to be verified. */
  | { readonly kind: 'continues-elsewhere'; readonly place: Place }
  | { readonly kind: 'log-missing'; readonly place: Place }
  | { readonly kind: 'digest-unreadable'; readonly place: Place }
  | { readonly kind: 'digest-moved'; readonly place: Place; readonly origin: Place }
  | { readonly kind: 'signature-invalid'; readonly place: Place }
  | { readonly kind: 'key-unknown'; readonly place: Place; readonly fingerprint: string }
  | { readonly kind: 'key-not-valid'; readonly place: Place; readonly fingerprint: string }
  /** Its hash or signature is not the one that the next digest has. */
  | { readonly kind: 'digest-replaced'; readonly place: Place }
  | { readonly kind: 'log-edited'; readonly place: Place };

export type FindingKind = Finding['kind'];

/**
 * A gap: evidence is missing for some time. A fault: a file is not the one that CloudTrail wrote. Only
 * a note leaves a trail complete.
 */
export const weights = {
  begins: 'note',
  'no-digests': 'gap',
  'keys-unavailable': 'gap',
  'not-recorded': 'gap',
  'logging-stopped': 'gap',
  'time-uncovered': 'gap',
  'digest-missing': 'gap',
  'continues-elsewhere': 'gap',
  'log-missing': 'gap',
  'digest-unreadable': 'fault',
  'digest-moved': 'fault',
  'signature-invalid': 'fault',
  'key-unknown': 'fault',
  'key-not-valid': 'fault',
  'digest-replaced': 'fault',
  'log-edited': 'fault',
} as const satisfies Record<FindingKind, 'note' | 'gap' | 'fault'>;

/** The finding as a sentence. */
export function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'begins':
      return `recording begins at ${at(finding.at)}`;
    case 'no-digests':
      return 'there is no digest';
    case 'keys-unavailable':
      return `the public keys of CloudTrail in the Region are not known (${finding.reason}), so nothing was verified`;
    case 'not-recorded':
      return `nothing is recorded ${between(finding)}: recording began later`;
    case 'logging-stopped':
      return `recording or its validation was switched off ${between(finding)}`;
    case 'time-uncovered':
      return `no digest covers the time ${between(finding)}`;
    case 'digest-missing':
      return `digest missing ${between(finding)}: ${path(finding.place)}`;
    case 'continues-elsewhere':
      return `earlier digests are in another bucket, verify them there: ${path(finding.place)}`;
    case 'log-missing':
      return `log file missing: ${path(finding.place)}`;
    case 'digest-unreadable':
      return `not a digest of CloudTrail: ${path(finding.place)}`;
    case 'digest-moved':
      return `digest of another place, ${path(finding.origin)}: ${path(finding.place)}`;
    case 'signature-invalid':
      return `signature not valid, the digest was edited: ${path(finding.place)}`;
    case 'key-unknown':
      return `signed with ${finding.fingerprint}, which is not a key of CloudTrail in the Region: ${path(finding.place)}`;
    case 'key-not-valid':
      return `signed with ${finding.fingerprint}, which was not valid at that time: ${path(finding.place)}`;
    case 'digest-replaced':
      return `digest is not the one that the next digest names: ${path(finding.place)}`;
    case 'log-edited':
      return `log file was edited: ${path(finding.place)}`;
  }
}

const at = (time: EpochMilliseconds): string => new Date(time).toISOString().replace('.000Z', 'Z');
const between = ({ from, to }: Period): string => `from ${at(from)} to ${at(to)}`;
const path = ({ bucket, key }: Place): string => `s3://${bucket}/${key}`;
