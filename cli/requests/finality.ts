import type { components } from '../../client/index.ts';
import { timeOf } from './words.ts';

type Request = components['schemas']['RequestOfPerson'];
type Barrier = components['schemas']['FinalityBarrier'];

/** What can still bring a destroyed key back, or keep it in use. */
const risks: Readonly<Record<Barrier, string>> = {
  'cached-keys-usable': 'functions can have copies of keys in memory',
  'key-present': 'a destroyed key is there again (docs/operate.md, Restore)',
  'tombstone-missing': 'a destroyed key has no tombstone (docs/operate.md, Restore)',
  'recovery-window-open': 'tables with keys or identifiers can be restored to a time before it',
  'recovery-window-unknown': 'point-in-time recovery is off, or how far it goes cannot be read',
  'backup-exists': 'a backup has keys or identifiers',
  'recovery-point-exists': 'a recovery point of AWS Backup has keys or identifiers',
  'export-exists':
    'an export has keys or identifiers, and AWS does not say whether it still exists',
  'stream-has-keys': 'a stream has keys or identifiers',
  'kinesis-destination-active': 'changes are copied to Kinesis',
  'replica-exists': 'a table has a replica in another Region',
  'system-open': 'a system of yours has not ended its task',
  'verification-pending': 'no verification pass has looked for the person recently',
};

const deletion = 'until someone deletes it';
const restoreCheck = 'until someone runs restore-check';
const notKnown = 'until when is not known';

/** What ends a barrier of which no time is known. */
const endings: Readonly<Record<Barrier, string>> = {
  'cached-keys-usable': notKnown,
  'key-present': restoreCheck,
  'tombstone-missing': restoreCheck,
  'recovery-window-open': notKnown,
  'recovery-window-unknown': notKnown,
  'backup-exists': deletion,
  'recovery-point-exists': deletion,
  'export-exists': 'for good',
  'stream-has-keys': 'until someone turns images of rows off',
  'kinesis-destination-active': 'until someone ends that',
  'replica-exists': deletion,
  'system-open': 'until that task ends',
  'verification-pending': 'until the next pass (it begins by itself)',
};

/** Whether an erasure is final; until then what can be recovered, and until when. */
export function finalityLines(
  { finality, finalCertificateContent: final }: Request,
  field: (name: string, value: string) => string,
): string[] {
  if (final !== undefined) {
    return [field('final', `certified, observed ${timeOf(final.observedAt)}`)];
  }
  if (finality === undefined) return [];
  const { barriers, since, ends = [] } = finality;
  if (barriers === undefined || since === undefined) {
    return [
      field('final', 'not yet: what can be recovered is not observed yet, and is within an hour'),
      field('', follows),
    ];
  }
  const endOf = (barrier: Barrier): string => {
    const end = ends.find((each) => each.barrier === barrier);
    return end === undefined ? endings[barrier] : `until ${timeOf(end.at)}`;
  };
  return [
    field('final', `not yet (observed ${timeOf(since)})`),
    ...barriers.map((barrier) => field('', `${risks[barrier]}, ${endOf(barrier)}`)),
    field('', barriers.includes('export-exists') ? neverFollows : follows),
  ];
}

const follows = 'The FINAL certificate follows when nothing can bring a key back.';
const neverFollows = 'No FINAL certificate can follow an export from before the erasure.';
