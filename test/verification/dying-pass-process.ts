import { verifyTables } from '../../lambda/verification/run.ts';
import { scanParts } from '../../lambda/verification/scan.ts';
import type { ScanInput } from '../../lambda/verification/scan.ts';
import { openPasses } from '../../lambda/verification/store.ts';
import { DirectoryMedia } from '../../local/adapters/media/directory-media.ts';
import { openDying } from '../faults/dying-process.ts';
import { openDriving } from '../incident/driving.ts';

/** Runs a pass in a process of its own, which kills itself; each call of the scan reads ten parts. */
const { given, deps } = openDying();
const { database, clock, log } = deps;

const media = new DirectoryMedia(
  {
    directory: given.objects ?? '',
    bucket: 'media',
    formUrl: 'http://127.0.0.1:8787/media',
    keyFile: given.keyFile,
  },
  clock,
);
const scan = (input: unknown) => {
  let left = 1_000;
  return scanParts(
    { database, media, remainingMilliseconds: () => (left -= 30) },
    input as ScanInput,
  );
};

/** Two segments of each table, in three lanes that read side by side. */
const plan = (_: unknown, tables: readonly { readonly name: string }[]) =>
  Promise.resolve({
    segments: Object.fromEntries(tables.map(({ name }) => [name, 2])),
    itemCounts: Object.fromEntries(tables.map(({ name }) => [name, 1])),
    lanes: 3,
  });

const driving = await openDriving(deps);
driving.drive(
  'verification-pass',
  ({ passId }, context) =>
    verifyTables(
      { database, clock, log, passes: openPasses({ database, clock }), scan: 'scan', plan },
      context,
      passId,
    ),
  undefined,
  { scan },
);
const status = await driving.ended(given.execution, 120);

process.exit(status === 'succeeded' ? 0 : 1);
