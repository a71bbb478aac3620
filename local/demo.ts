import { Command } from 'commander';
import { unzipSync } from 'fflate';
import { compactVerify, createLocalJWKSet } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bodyOf, createClient } from '../client/index.ts';
import { freePorts } from './database.ts';
import { playMedia } from './demo/media.ts';
import { invitePeople, readTexts } from './demo/people.ts';
import type { Person } from './demo/people.ts';
import { Report } from './demo/report.ts';
import { playRights } from './demo/rights.ts';
import {
  answerConsent,
  askDecision,
  completeRequest,
  countPrompts,
  passThroughModel,
  download,
  storePrompts,
} from './demo/steps.ts';
import type { ApiAccess } from './demo/steps.ts';
import { checkSystems, openDesk, startSystems } from './demo/systems.ts';
import { playStrangers } from './demo/strangers.ts';
import { inventedTexts } from './demo/texts.ts';
import { homeAt } from './home.ts';
import { startRuntime } from './runtime.ts';
import type { StoredRows } from './systems/memory.ts';

// The annotation lets the compiler know that `error` does not return.
const command: Command = new Command('demo')
  .description(
    'Plays the main job over HTTP: consent, decisions, records, a photo, one request of each kind.',
  )
  .argument('[file]', 'JSON Lines with a "text" each, instead of 1,000 invented ones')
  .option('--people <count>', 'how many people take part', '20')
  .option('--keep <directory>', 'keep what the runtime stored there instead of a temporary folder')
  .parse();
const { people: count, keep } = command.opts<{ people: string; keep?: string }>();

const [file] = command.args;
const texts = file === undefined ? inventedTexts(1_000) : await readTexts(resolve(file));
const people = invitePeople(texts, Number(count));
const [erased, neighbour] = people;
if (erased === undefined || neighbour === undefined) command.error('--people takes 2 or more');

const home = keep ?? (await mkdtemp(join(tmpdir(), 'custos-demo-')));
const [port = 0] = await freePorts(1);
const report = new Report();
const systems = await startSystems(people);
const runtime = await startRuntime({
  ...{ home, port, quiet: true },
  policyDirectory: systems.policyDirectory,
  systemEndpoints: systems.endpoints,
});
try {
  const stage = { url: runtime.url, token: runtime.token };
  const keys = await createClient({ baseUrl: runtime.url }).get('/v1/jwks.json');
  const verify = verifier(bodyOf(keys));
  const closeDesk = openDesk(stage);
  await collect(stage, verify);
  await redactTexts(stage);
  await exportOf(stage, erased);
  await playRights(stage, report);
  await playMedia(stage, report);
  await playStrangers({ ...stage, outbox: homeAt(home).outbox }, report);
  const before = new Map<Person, StoredRows>();
  for (const person of people) before.set(person, await systems.rowsOf(person));
  await erase(stage, verify, erased, neighbour);
  await checkSystems(systems, report, { erased, before });
  const errors = [...(await closeDesk())];
  report.check('the system that fails is reported to staff', errors, ['not-found']);
} finally {
  await runtime.stop();
  await systems.stop();
  if (keep === undefined) await rm(home, { recursive: true, force: true });
}
report.close();
process.exitCode = report.failed ? 1 : 0;

type Verify = (jws: string) => Promise<Record<string, unknown>>;

/** Verifies with a standard JOSE library, without code of Custos. */
function verifier(keys: JSONWebKeySet): Verify {
  const keySet = createLocalJWKSet(keys);
  return async (jws) => {
    const { payload } = await compactVerify(jws, keySet, { algorithms: ['EdDSA'] });
    return JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
  };
}

async function collect(stage: ApiAccess, verify: Verify): Promise<void> {
  let receipts = 0;
  await report.each('consents', people, async (person) => {
    await verify(await answerConsent(stage, person));
    receipts += 1;
  });
  report.check('every consent receipt verifies against /v1/jwks.json', receipts, people.length);

  let right = 0;
  await report.each('decisions', people, async (person) => {
    const { decision } = await askDecision(stage, person);
    if ((decision === 'permit') === person.agrees) right += 1;
  });
  report.check('improvement: permit for who agreed, deny for the others', right, people.length);

  let stored = 0;
  await report.each('prompts', people, async (person) => {
    stored += await storePrompts(stage, person);
  });
  const texts = people.reduce((sum, person) => sum + person.prompts.length, 0);
  report.check('prompts stored', stored, texts);
}

/** Every prompt as a model would read it; what the person reads is what they wrote. */
async function redactTexts(stage: ApiAccess): Promise<void> {
  let pseudonyms = 0;
  let addresses = 0;
  let back = 0;
  await report.each('prompts for a model', people, async (person) => {
    const { redacted, restored } = await passThroughModel(stage, person);
    pseudonyms += redacted.join().match(/\[[A-Z_]+_[0-9a-z]{6,}\]/g)?.length ?? 0;
    addresses += redacted.join().match(/@[\w-]+\./g)?.length ?? 0;
    back += restored.filter((text, index) => text === person.prompts[index]).length;
  });
  const prompts = people.reduce((sum, person) => sum + person.prompts.length, 0);
  report.print(`pseudonyms in the place of names, addresses and numbers: ${pseudonyms}`);
  report.check('e-mail addresses that a model would read', addresses, 0);
  report.check('prompts that come back as they were written', back, prompts);
}

async function exportOf(stage: ApiAccess, person: Person): Promise<void> {
  const { request } = await completeRequest(stage, person, 'access', report.note('export'));
  const { zip, sha256 } = await download(stage, person, request.requestId);
  const actual = createHash('sha256').update(zip).digest('hex');
  report.check('the export has the promised SHA-256', actual, sha256);
  const files = unzipSync(zip);
  const lines = new TextDecoder().decode(files['data/prompt-text.jsonl']).trim().split('\n');
  report.check('prompts in the export', lines.length, person.prompts.length);
  report.print(`the export holds ${Object.keys(files).sort().join(', ')}`);
}

async function erase(
  stage: ApiAccess,
  verify: Verify,
  person: Person,
  other: Person,
): Promise<void> {
  const before = [await countPrompts(stage, person), await countPrompts(stage, other)];
  const { request } = await completeRequest(stage, person, 'erasure', report.note('erasure'));
  const after = [await countPrompts(stage, person), await countPrompts(stage, other)];
  const [own, others] = [person.prompts.length, other.prompts.length];
  report.check('prompts of the erased person', [before[0], after[0]], [own, 0]);
  report.check('prompts of a neighbour', [before[1], after[1]], [others, others]);

  const { status } = await verify(request.certificate ?? '');
  report.check('the certificate verifies with a stock JOSE library', status, 'ERASED');
  for (const exempt of request.tasks.flatMap(({ withheld }) => withheld ?? [])) {
    const until = exempt.until ?? 'open';
    report.print(
      `withheld: ${exempt.count} x ${exempt.category} (${exempt.ground}) until ${until}`,
    );
  }
}
