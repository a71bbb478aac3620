export interface Difference {
  readonly database: 'moto' | 'MiniStack';
  /** What it does instead. */
  readonly does: string;
  /** Titles in `test/platform/dynamo/contract.ts`, which names for each where AWS documents it. */
  readonly behaviours: readonly string[];
  /** What corrects its responses, so that the test runs as if there were no difference. */
  readonly correctedBy?: string;
}

const duplicate = 'INSERT of a key that exists changes nothing and is reported as DuplicateItem';
const staleUpdate =
  'UPDATE under another version changes nothing and is reported as ConditionalCheckFailed';
const goneUpdate =
  'UPDATE of a row that is gone is reported as ConditionalCheckFailed and makes none';
const deletion =
  'DELETE under another version is ConditionalCheckFailed; of a row that is gone it succeeds';

const sameRow = 'two statements on one row are refused before anything is written';

/**
 * Differences between another database and the documentation of AWS, which the embedded one
 * follows.
 */
export const differences: readonly Difference[] = [
  {
    database: 'MiniStack',
    does:
      'codes of cancellation reasons end in Exception (DuplicateItemException), where AWS names the ' +
      'reason alone; that nothing is written is right',
    behaviours: [duplicate, staleUpdate, goneUpdate, deletion],
    correctedBy: 'test/deploy/emulator.py',
  },
  {
    database: 'MiniStack',
    does:
      'two statements on one row are carried out one after the other, and the second fails for the ' +
      'version that the first has changed; nothing is written either way',
    behaviours: [sameRow],
  },
  {
    database: 'moto',
    does:
      'its parser of PartiQL (py-partiql-parser 0.6.3) reads no parameter in INSERT and ends in an ' +
      'error of the server, so its transactions give no opinion; its reads do',
    behaviours: [
      duplicate,
      staleUpdate,
      'REMOVE takes an attribute away in the same UPDATE that sets others',
      deletion,
      'one token commits once: a repeated call changes nothing more',
      sameRow,
    ],
  },
  {
    database: 'moto',
    does: 'UPDATE of a row that is gone succeeds',
    behaviours: [goneUpdate],
  },
];
