import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '../../client/index.ts';
import { ledgerSequencer } from '../../lambda/ledger/tree/needs.ts';
import { startFunction } from '../../local/demo/sweep.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld, Visit } from './browser-world.ts';
import { personAsks } from './console-world.ts';

const officer = 'Data protection officer';
type Proof = components['schemas']['LedgerProof'];

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
  await personAsks(world, 'proof@example.com', { kind: 'access' });
  await startFunction(world.home, ledgerSequencer.name);
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

const rowOf = ({ page }: Visit) => page.getByRole('row', { name: /request\.received/ });

/** The ledger, where the API returns another proof than it has. */
async function withProof(altered: (proof: Proof) => Proof): Promise<Visit> {
  const visit = await world.visit();
  await visit.page.route('**/v1/ledger/entries/*/proof', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: altered((await response.json()) as Proof) });
  });
  await visit.signIn(officer, '/console/ledger?type=request.received');
  await rowOf(visit)
    .getByRole('button', { name: /^Check proof of entry \d+$/ })
    .click();
  return visit;
}

describe.skipIf(withoutBrowser)('the proof of a ledger entry', () => {
  test('is checked in the browser, in words that say what was checked', async () => {
    const visit = await withProof((proof) => proof);

    const row = rowOf(visit);
    await row.getByText('The entry is unchanged.').waitFor();
    await row.getByText('A key of this API has signed that root.').waitFor();
    await row.getByText('What was signed').click();
    await row.getByText(/^custos\/ledger\//).waitFor();
    expect(await violationsOf(visit.page)).toEqual([]);
    await visit.page.setViewportSize({ width: 320, height: 640 });
    expect(await overflowOf(visit.page)).toBe(0);
    await visit.end();
  });

  const replaced = (text: string) => Buffer.from(text).toString('base64');
  const read = (base64: string) => Buffer.from(base64, 'base64').toString();
  test.each<[string, (proof: Proof) => Proof, RegExp]>([
    [
      'of another content',
      (proof) => ({ ...proof, leaf: replaced(read(proof.leaf).replace('access', 'erasure')) }),
      /another entry/,
    ],
    [
      'with another hash',
      (proof) => ({ ...proof, hashes: proof.hashes.with(0, replaced('0'.repeat(32))) }),
      /does not lead to the root/,
    ],
    [
      'with a checkpoint that no key signed',
      ({ checkpoint, ...proof }) => ({
        ...proof,
        checkpoint: checkpoint.replace('custos', 'other'),
      }),
      /No key of this API/,
    ],
    ['without a checkpoint', (proof) => ({ ...proof, checkpoint: '' }), /not a proof/],
  ])('%s is refused', async (_, altered, because) => {
    const visit = await withProof(altered);

    const row = rowOf(visit);
    await row.getByText('The proof is false.').waitFor();
    await row.getByText(because).waitFor();
    await row.getByText(/Do not rely on this entry/).waitFor();
    expect(await row.getByText('The entry is unchanged.').count()).toBe(0);
    expect(await violationsOf(visit.page)).toEqual([]);
    await visit.end();
  });
});
