import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBuckets } from '../bucket/bucket-server.ts';
import { subOf } from '../issuer-tokens.ts';
import { examplePolicy } from '../synthesis.ts';
import { startMemory } from '../systems/memory.ts';
import type { KnownPerson, Stored } from '../systems/memory.ts';
import { parseDocument } from 'yaml';
import { category, invoiceSystem, invoices, owner, startInvoices } from './invoices.ts';
import type { Person } from './people.ts';

/** Reads what a store has of a person, beside Custos. */
export type Reader = (person: Person) => Promise<Stored>;

/** The other stores of the assistant, and a policy that declares them. */
export interface DemoSystems {
  readonly policyDirectory: string;
  /** For the functions of connectors. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** By the id of the system in the policy. */
  readonly readers: Readonly<Record<string, Reader>>;
  /** E-mail addresses of those whose passages a search for the text finds. */
  readonly search: (text: string) => Promise<readonly string[]>;
  /** Whether Secrets Manager has the password of the invoices: without it that system fails. */
  readonly setInvoicesReachable: (reachable: boolean) => void;
  readonly stop: () => Promise<void>;
}

const bucket = 'assistant-chats';
/** The table with vectors. */
const passages = 'passages';

const files = {
  ...{ title: 'Chat files', owner, categories: [category] },
  connector: {
    ...{ kind: 's3', bucket, restrictedTag: 'restricted' },
    objects: [{ form: 'whole', category, prefix: 'chats/{user-id}/' }],
  },
};

/** Memory, vectors and invoices in PostgreSQL, and objects in a bucket. */
export async function startSystems(people: readonly Person[]): Promise<DemoSystems> {
  const memory = await startMemory(people.map(known));
  const bills = await startInvoices(memory, people.map(known));
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
  const systems = { ...memory.settings, 'chat-files': files, [invoices]: invoiceSystem };
  const policyDirectory = await policyWith(systems);
  const tablesOf = async (person: Person, isMeant: (table: string) => boolean): Promise<Stored> => {
    const rows = Object.entries(await memory.rowsOf(known(person)));
    return together(rows.flatMap(([table, stored]) => (isMeant(table) ? [stored] : [])));
  };
  return {
    policyDirectory,
    endpoints: { ...memory.endpoints, AWS_ENDPOINT_URL_S3: buckets.endpoint },
    readers: {
      'conversation-memory': (person) => tablesOf(person, (table) => table !== passages),
      'search-index': (person) => tablesOf(person, (table) => table === passages),
      'chat-files': async (person) => {
        const listing = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefixOf(person) });
        const { Versions = [], DeleteMarkers = [] } = await s3.send(listing);
        const entries = [...Versions, ...DeleteMarkers];
        return { count: entries.length, sha256: sha256Of(JSON.stringify(entries)) };
      },
      [invoices]: (person) => bills.read(person.email),
    },
    search: memory.search,
    setInvoicesReachable: bills.setReachable,
    stop: async () => {
      s3.destroy();
      await buckets.stop();
      await bills.stop();
      await memory.stop();
      await rm(policyDirectory, { recursive: true, force: true });
    },
  };
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const together = (parts: readonly Stored[]): Stored => ({
  count: parts.reduce((sum, { count }) => sum + count, 0),
  sha256: sha256Of(parts.map(({ sha256 }) => sha256).join()),
});

const known = ({ email, prompts }: Person): KnownPerson => ({
  userId: subOf(email),
  ...{ email, prompts },
});
const prefixOf = ({ email }: Person): string => `chats/${subOf(email)}/`;

/** The example with systems, and with figures that are about twenty people, not about thousands. */
async function policyWith(systems: Readonly<Record<string, unknown>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'custos-demo-policy-'));
  await cp(examplePolicy, directory, { recursive: true });
  const file = join(directory, 'policy.yaml');
  const policy = parseDocument(await readFile(file, 'utf8'));
  policy.set('systems', systems);
  const ratings = ['measures', 'answer-ratings'];
  policy.setIn([...ratings, 'dimensions'], { language: { values: ['de', 'en', 'fr'] } });
  policy.setIn([...ratings, 'minimumGroup'], 4);
  policy.setIn([...ratings, 'contribution', 'count'], 1);
  policy.setIn([...ratings, 'epsilon'], 8);
  policy.setIn([...ratings, 'budgetPerYear'], 8 * 54);
  await writeFile(file, policy.toString());
  return directory;
}
