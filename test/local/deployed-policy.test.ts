import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../lambda/value/time.ts';
import { compilePolicy } from '../../lambda/policy/bundled.ts';
import { noteDeployed, requireFollows } from '../../local/deployed-policy.ts';
import { StartRefusedError } from '../../local/start-refused-error.ts';
import { copyOfPolicy, edit, loadedFrom } from '../policy/edited-policy.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-deployed-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts with one policy after another in a home, with the check of `npm start`. */
async function start(deployed: string, directory: string): Promise<void> {
  const compiled = join(folder, 'compiled.json');
  await writeFile(compiled, compilePolicy(loadedFrom(directory).policy));
  requireFollows(deployed, { compiled, directory }, systemClock);
  await noteDeployed(deployed, compiled);
}

const onConsent = 'basis: consent\n        reference: GDPR Art. 6(1)(a)\n';
const validity = '    # After this time people are asked again.\n    consentValidity: P2Y\n';

/** The example policy with `improvement` on another legal basis under the GDPR. */
function onAnotherBasis(more = ''): string {
  const directory = copyOfPolicy();
  edit(directory, onConsent, `basis: legitimate-interests\n${more}`);
  edit(directory, validity, '');
  return directory;
}

test('GDPR Art. 6(1)(a): a start that replaces the consent of earlier data is rejected', async () => {
  const deployed = join(folder, 'left.json');
  await start(deployed, 'policy');
  const before = await readFile(deployed, 'utf8');

  const starting = start(deployed, onAnotherBasis());

  await expect(starting).rejects.toThrow(StartRefusedError);
  await expect(starting).rejects.toThrow(
    /policy\.yaml:\d+:\d+ purposes\.improvement\.legalBasis\.gdpr\n/,
  );
  await expect(starting).rejects.toThrow('previous: {basis: consent}');
  await expect(starting).rejects.toThrow('CUSTOS_HOME');
  expect(await readFile(deployed, 'utf8')).toBe(before);
});

test('a policy that keeps it for earlier data starts, and so does the next version', async () => {
  const deployed = join(folder, 'kept.json');
  await start(deployed, 'policy');
  const declared =
    '        effectiveFrom: "2090-01-01"\n        previous: {basis: consent, reference: GDPR Art. 6(1)(a)}\n';

  await start(deployed, onAnotherBasis(declared));

  await expect(start(deployed, onAnotherBasis())).rejects.toThrow(StartRefusedError);
});

test('the first start of a home has no earlier data, and the same policy starts again', async () => {
  const deployed = join(folder, 'first.json');

  await start(deployed, onAnotherBasis());
  await start(deployed, onAnotherBasis());
});

test('an unreadable earlier policy is reported, with the remedy', async () => {
  const deployed = join(folder, 'odd.json');
  await writeFile(deployed, '{}');

  await expect(start(deployed, 'policy')).rejects.toThrow(`${deployed} is no policy that`);
});
