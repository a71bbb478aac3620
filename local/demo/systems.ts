import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf } from '../../client/index.ts';
import { startBuckets } from '../bucket/bucket-server.ts';
import { subOf } from '../issuer-tokens.ts';
import { examplePolicy } from '../synthesis.ts';
import { startMemory } from '../systems/memory.ts';
import type { KnownPerson, StoredRows } from '../systems/memory.ts';
import type { Person } from './people.ts';
import type { Report } from './report.ts';
import { staffOf } from './steps.ts';
import type { ApiAccess } from './steps.ts';

/** The other stores of the assistant, and a policy that declares them. */
export interface DemoSystems {
  readonly policyDirectory: string;
  /** For the functions of connectors. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** What they have of a person, counted beside Custos: rows by table, and versions of objects. */
  readonly rowsOf: (person: Person) => Promise<StoredRows>;
  /** E-mail addresses of those whose passages a search for the text finds. */
  readonly search: (text: string) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

const bucket = 'assistant-chats';
const owner = 'assistant-team@example.com';
const category = 'prompt-text';

const more = {
  'chat-files': {
    ...{ title: 'Chat files', owner, categories: [category] },
    connector: {
      ...{ kind: 's3', bucket, restrictedTag: 'restricted' },
      objects: [{ form: 'whole', category, prefix: 'chats/{user-id}/' }],
    },
  },
  // Its secret does not exist: a system that fails.
  invoices: {
    ...{ title: 'Invoices', owner, categories: [category] },
    connector: {
      kind: 'postgresql',
      secret: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:invoices-a1b2c3',
      tables: [
        {
          ...{ table: 'invoices', category, restricted: 'restricted' },
          key: { identifier: 'email', column: 'email' },
        },
      ],
    },
  },
};

/** Memory and vectors in PostgreSQL, objects in a bucket, and a system that fails. */
export async function startSystems(people: readonly Person[]): Promise<DemoSystems> {
  const memory = await startMemory(people.map(known));
  const buckets = await startBuckets();
  const s3 = new S3Client({
    ...{ endpoint: buckets.endpoint, region: 'eu-central-1', forcePathStyle: true },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  for (const person of people) {
    const Key = `${prefixOf(person)}first.json`;
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key, Body: JSON.stringify(person.prompts[0] ?? '') }),
    );
  }
  const policyDirectory = await policyWith({ ...memory.settings, ...more });
  return {
    policyDirectory,
    endpoints: { ...memory.endpoints, AWS_ENDPOINT_URL_S3: buckets.endpoint },
    rowsOf: async (person) => {
      const listing = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefixOf(person) });
      const { Versions = [], DeleteMarkers = [] } = await s3.send(listing);
      const objects = Versions.length + DeleteMarkers.length;
      return { ...(await memory.rowsOf(known(person))), objects };
    },
    search: memory.search,
    stop: async () => {
      s3.destroy();
      await buckets.stop();
      await memory.stop();
      await rm(policyDirectory, { recursive: true, force: true });
    },
  };
}

const known = ({ email, prompts }: Person): KnownPerson => ({
  userId: subOf(email),
  ...{ email, prompts },
});
const prefixOf = ({ email }: Person): string => `chats/${subOf(email)}/`;

/** The example with systems: JSON is YAML. */
async function policyWith(systems: Readonly<Record<string, unknown>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'custos-demo-policy-'));
  await cp(examplePolicy, directory, { recursive: true });
  const file = join(directory, 'policy.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, `${text}\nsystems: ${JSON.stringify(systems)}\n`);
  return directory;
}

/**
 * The privacy team: looks at what waits for it, and ends the task of the system that fails, with evidence.
 *
 * @returns stops the team; with the errors that it saw
 */
export function openDesk(stage: ApiAccess): () => Promise<ReadonlySet<string>> {
  const errors = new Set<string>();
  const staff = staffOf(stage);
  const closing = new AbortController();
  const work = (async () => {
    while (!closing.signal.aborted) {
      await delay(1_000);
      const { items } = bodyOf(await staff.get('/v1/requests'));
      for (const { requestId, tasks } of items) {
        const failing = tasks.find(({ system }) => system === 'invoices');
        if (failing?.status !== 'waiting-for-staff') continue;
        errors.add(failing.error ?? 'none');
        const path = { requestId, task: 'system:invoices' };
        const body = { evidence: 'Done by the team of the invoices, by hand.' };
        await staff.post('/v1/requests/{requestId}/tasks/{task}/mark-done', { path, body });
      }
    }
  })();
  return async () => {
    closing.abort();
    await work;
    return errors;
  };
}

/** What is left of the erased person, and of everyone else, in the other stores. */
export async function checkSystems(
  systems: DemoSystems,
  report: Report,
  { erased, before }: { readonly erased: Person; readonly before: ReadonlyMap<Person, StoredRows> },
): Promise<void> {
  const sumOf = (rows: StoredRows | undefined): number =>
    Object.values(rows ?? {}).reduce((sum, count) => sum + count, 0);
  let unchanged = 0;
  for (const [person, rows] of before) {
    const now = await systems.rowsOf(person);
    if (person !== erased && JSON.stringify(now) === JSON.stringify(rows)) unchanged += 1;
  }
  const own = [sumOf(before.get(erased)), sumOf(await systems.rowsOf(erased))];
  report.check('memory, vectors and objects of the erased person', own, [own[0], 0]);
  report.check(
    'people whose memory, vectors and objects are unchanged',
    unchanged,
    before.size - 1,
  );
  const found = await systems.search(erased.prompts[0] ?? '');
  report.check(
    'a search for near vectors finds the erased person',
    found.includes(erased.email),
    false,
  );
}
