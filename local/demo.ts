import { Command } from 'commander';
import { unzipSync } from 'fflate';
import { compactVerify, createLocalJWKSet } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from './database.ts';
import { ApiClient } from './demo/client.ts';
import { invitePeople, shippedTexts } from './demo/people.ts';
import { Report } from './demo/report.ts';
import {
  answerConsent,
  askDecision,
  carryOut,
  countPrompts,
  download,
  storePrompts,
} from './demo/scenes.ts';
import type { Stage } from './demo/scenes.ts';
import { startRuntime } from './runtime.ts';

const command = new Command('demo')
  .description('Plays the main job over HTTP: consent, decisions, records, export, erasure.')
  .argument('[file]', 'JSON Lines with a "text" each, instead of the shipped 1,000')
  .option('--people <count>', 'how many people take part', '20')
  .option('--keep <directory>', 'keep what the runtime stored there instead of a temporary folder')
  .parse();
const { people: count, keep } = command.opts<{ people: string; keep?: string }>();

const people = await invitePeople(resolve(command.args[0] ?? shippedTexts), Number(count));
const [erased, neighbour] = people;
if (erased === undefined || neighbour === undefined) command.error('--people takes 2 or more');

const home = keep ?? (await mkdtemp(join(tmpdir(), 'custos-demo-')));
const [port = 0] = await freePorts(1);
const report = new Report();
const runtime = await startRuntime({ home, port, quiet: true });
try {
  await play({ api: new ApiClient(runtime.url), token: (kind, name) => runtime.token(kind, name) });
} finally {
  await runtime.stop();
  if (keep === undefined) await rm(home, { recursive: true, force: true });
}
report.close();
process.exitCode = report.failed ? 1 : 0;

async function play(stage: Stage): Promise<void> {
  const keys = createLocalJWKSet(
    (await stage.api.expect(200, 'GET', '/v1/jwks.json')) as unknown as JSONWebKeySet,
  );
  const verified = async (jws: string): Promise<Record<string, unknown>> => {
    const { payload } = await compactVerify(jws, keys, { algorithms: ['EdDSA'] });
    return JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
  };

  let receipts = 0;
  await report.each('consents', people, async (person) => {
    await verified(await answerConsent(stage, person));
    receipts += 1;
  });
  report.check('every consent receipt verifies against /v1/jwks.json', receipts, people.length);

  let permits = 0;
  await report.each('decisions', people, async (person) => {
    const { decision } = await askDecision(stage, person);
    if ((decision === 'permit') === person.agrees) permits += 1;
  });
  report.check(
    'improvement is permitted to those who agreed and denied to the others',
    permits,
    people.length,
  );

  let stored = 0;
  await report.each('prompts', people, async (person) => {
    stored += await storePrompts(stage, person);
  });
  const texts = people.reduce((sum, person) => sum + person.prompts.length, 0);
  report.check('prompts stored', stored, texts);

  const access = await carryOut(stage, erased!, 'access', report.note('export'));
  const { zip, sha256 } = await download(stage, erased!, access.request.requestId);
  report.check(
    'the export has the promised SHA-256',
    createHash('sha256').update(zip).digest('hex'),
    sha256,
  );
  const files = unzipSync(zip);
  const lines = new TextDecoder().decode(files['data/prompt-text.jsonl']).trim().split('\n');
  report.check('prompts in the export', lines.length, erased!.prompts.length);
  report.tell(`the export holds ${Object.keys(files).sort().join(', ')}`);

  const before = [await countPrompts(stage, erased!), await countPrompts(stage, neighbour!)];
  const erasure = await carryOut(stage, erased!, 'erasure', report.note('erasure'));
  const after = [await countPrompts(stage, erased!), await countPrompts(stage, neighbour!)];
  report.check(
    'prompts of the erased person, before and after',
    [before[0], after[0]],
    [erased!.prompts.length, 0],
  );
  report.check(
    'prompts of a neighbour, before and after',
    [before[1], after[1]],
    [neighbour!.prompts.length, neighbour!.prompts.length],
  );

  const certificate = await verified(erasure.request.certificate ?? '');
  report.check(
    'the certificate verifies with a stock JOSE library',
    certificate['status'],
    'REVOKED',
  );
  for (const kept of erasure.request.tasks.flatMap(({ withheld }) => withheld ?? [])) {
    report.tell(
      `withheld: ${kept.count} x ${kept.category} (${kept.ground}) until ${kept.until ?? 'open'}`,
    );
  }
}
