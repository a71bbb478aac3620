import { Command } from 'commander';
import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bodyOf, createClient } from '../client/index.ts';
import { freePorts } from './ports.ts';
import { checkCertificates, verifier } from './demo/certificates.ts';
import type { Verify } from './demo/certificates.ts';
import { playErasure } from './demo/erasure.ts';
import { playMedia } from './demo/media.ts';
import { rateAnswers, readRatings } from './demo/ratings.ts';
import { invitePeople, readTexts, TextsUnreadableError } from './demo/people.ts';
import type { Person } from './demo/people.ts';
import { Report } from './demo/report.ts';
import { playRights } from './demo/rights.ts';
import {
  answerConsent,
  askDecision,
  completeRequest,
  passThroughModel,
  download,
  storePrompts,
} from './demo/steps.ts';
import type { ApiAccess } from './demo/steps.ts';
import { startSystems } from './demo/systems.ts';
import type { DemoSystems } from './demo/systems.ts';
import { playStrangers } from './demo/strangers.ts';
import { inventedTexts } from './demo/texts.ts';
import { trainOnFeedback } from './demo/training.ts';
import { homeAt } from './home.ts';
import { runAhead } from './later.ts';
import { startRuntime } from './runtime.ts';
import { UndoList } from './undo-list.ts';

const weekMilliseconds = 7 * 86_400_000;

// The annotation lets the compiler know that `error` does not return.
const command: Command = new Command('demo')
  .description(
    'Plays the main job over HTTP: consent, decisions, records, a photo, one request of each kind, and an erasure in every store of an assistant.',
  )
  .argument('[file]', 'JSON Lines with a "text" each, instead of 1,000 invented ones')
  .option('--people <count>', 'how many people take part', '20')
  .option('--keep <directory>', 'keep what the runtime stored there instead of a temporary folder')
  .parse();
const { people: count, keep } = command.opts<{ people: string; keep?: string }>();

const people = invitePeople(await textsOf(command.args[0]), Number(count));
if (people.length < 2) command.error('--people takes 2 or more');

const report = new Report();
const undo = new UndoList();
try {
  await play();
} catch (error) {
  report.stop(error);
} finally {
  await undo.run();
}
report.close();
process.exitCode = report.failed ? 1 : 0;

async function textsOf(file: string | undefined): Promise<readonly string[]> {
  if (file === undefined) return inventedTexts(1_000);
  try {
    return await readTexts(resolve(file));
  } catch (error) {
    if (error instanceof TextsUnreadableError) command.error(`error: ${error.message}`);
    throw error;
  }
}

async function play(): Promise<void> {
  report.part('starts an assistant with memory, vectors, files and invoices, and Custos');
  const systems = await startSystems(people);
  undo.add(systems.stop);
  const home = await homeOfDemo();
  const { stage, stop } = await startCustos(systems, home);
  const verify = verifier(bodyOf(await createClient({ baseUrl: stage.url }).get('/v1/jwks.json')));

  report.part(`${people.length} people use the assistant`);
  await collect(stage, verify);
  await redactTexts(stage);
  await rateAnswers(stage, report, people);

  const [first] = people;
  if (first === undefined) throw new TypeError('no one takes part');
  // They concern different people, and mostly wait.
  await Promise.all([
    report.beside('requests of each kind', (own) => playRights(stage, own)),
    report
      .beside('one of them asks for a copy', (own) => exportOf(stage, own, first))
      .then(() => report.beside('a photo', (own) => playMedia(stage, own)))
      .then(() => report.beside('requests without an account', (own) => playStrangers(stage, own))),
  ]);

  report.part('a model is to be trained, and one of them leaves');
  await trainOnFeedback(stage, report, people);

  report.part('one of them is erased everywhere, while a system fails');
  const requests = await playErasure(stage, report, { systems, people, home });
  await stop();
  report.part('a week later');
  await aWeekLater(systems, home);
  report.part('the certificates, with Custos stopped');
  await checkCertificates(report, verify, requests);
}

/** What was counted in the week is published when it is over. */
async function aWeekLater(systems: DemoSystems, home: string): Promise<void> {
  runAhead(weekMilliseconds);
  try {
    const { stage, stop } = await startCustos(systems, home);
    await readRatings(stage, report, home);
    await stop();
  } finally {
    runAhead(0);
  }
}

async function homeOfDemo(): Promise<string> {
  if (keep !== undefined) return keep;
  const home = await mkdtemp(join(tmpdir(), 'custos-demo-'));
  undo.add(() => rm(home, { recursive: true, force: true }));
  return home;
}

async function startCustos(
  { policyDirectory, endpoints: systemEndpoints }: DemoSystems,
  home: string,
) {
  const [port = 0] = await freePorts(1);
  const { url, token, stop } = await startRuntime({
    ...{ home, port, quiet: true, policyDirectory, systemEndpoints },
  });
  undo.add(stop);
  return { stage: { url, token, outbox: homeAt(home).outbox }, stop };
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

async function exportOf(stage: ApiAccess, report: Report, person: Person): Promise<void> {
  const { request } = await completeRequest(stage, person, 'access', report.note('export'));
  const { zip, sha256 } = await download(stage, person, request.requestId);
  const actual = createHash('sha256').update(zip).digest('hex');
  report.check('the export has the promised SHA-256', actual, sha256);
  const files = unzipSync(zip);
  const lines = new TextDecoder().decode(files['data/prompt-text.jsonl']).trim().split('\n');
  report.check('prompts in the export', lines.length, person.prompts.length);
  const systems = Object.keys(files).flatMap((name) => /^systems\/([^/]+)/.exec(name)?.[1] ?? []);
  report.check('systems in the export', systems.length, 4);
  report.print(`the export has ${Object.keys(files).sort().join(', ')}`);
}
