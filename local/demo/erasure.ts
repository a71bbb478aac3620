import { requestSweep } from '../../lambda/fulfilment/needs.ts';
import type { Report } from './report.ts';
import { invoices } from './invoices.ts';
import type { Person } from './people.ts';
import { completeRequest, recordsOf, staffOf, untilSo } from './steps.ts';
import type { ApiAccess, RequestOutcome } from './steps.ts';
import { takeStock } from './stock.ts';
import type { Stock } from './stock.ts';
import { startFunction } from './sweep.ts';
import type { DemoSystems, Reader } from './systems.ts';

/**
 * One of the people is erased everywhere while a system fails: the request ends in part and names the
 * system. Once it works again, staff have it asked again, and the request is completed.
 *
 * @returns the request as it ended, and as it was completed later
 */
export async function playErasure(
  stage: ApiAccess,
  report: Report,
  {
    systems,
    people,
    home,
  }: {
    readonly systems: DemoSystems;
    readonly people: readonly Person[];
    /** Folder of the embedded runtime. */
    readonly home: string;
  },
): Promise<readonly RequestOutcome[]> {
  const readers: Record<string, Reader> = {
    custos: (person) => recordsOf(stage, person),
    ...systems.readers,
  };
  const [erased] = people;
  if (erased === undefined) throw new TypeError('no one takes part');
  const before = await takeStock(readers, people);
  const compare = async (gone: readonly string[]) =>
    checkStock(report, erased, { before, after: await takeStock(readers, people), gone });

  systems.setInvoicesReachable(false);
  report.print(`the secret of ${invoices} is deleted: that system fails from here on`);
  const asked = await completeRequest(stage, erased, 'erasure', report.note('erasure'));
  const inPart = await untilSo(stage, asked.followUpToken, (request) => failing(request) !== '');
  report.check('request: erasure', asked.request.status, 'partially-completed');
  report.check('the request names the system that fails', failing(inPart), `${invoices} not-found`);
  await compare(Object.keys(readers).filter((store) => store !== invoices));

  systems.setInvoicesReachable(true);
  const path = { requestId: inPart.requestId, task: `system:${invoices}` };
  await staffOf(stage).post('/v1/requests/{requestId}/tasks/{task}/retry', { path });
  report.print(`the secret of ${invoices} is back, and staff have the system asked again`);
  await untilSo(stage, asked.followUpToken, ({ tasks }) =>
    tasks.some(({ system, status }) => system === invoices && status === 'completed'),
  );
  await startFunction(home, requestSweep.name);
  const whole = await untilSo(stage, asked.followUpToken, ({ status }) => status === 'completed');
  report.check('request: erasure, with the late answer', whole.status, 'completed');
  await compare(Object.keys(readers));

  const found = await systems.search(erased.prompts[0] ?? '');
  report.check('a search for near vectors finds them', found.includes(erased.email), false);
  for (const { count, category, ground, until } of whole.tasks.flatMap(
    ({ withheld }) => withheld ?? [],
  )) {
    report.print(`withheld: ${count} x ${category} (${ground}) until ${until ?? 'open'}`);
  }
  return [inPart, whole];
}

/** Systems that wait for staff, each with its error. */
const failing = ({ tasks }: RequestOutcome): string =>
  tasks
    .flatMap(({ system, status, error }) =>
      status === 'waiting-for-staff' ? [`${system} ${error ?? 'without an error'}`] : [],
    )
    .join(', ');

/** What is left of the erased person, and of everyone else, store by store. */
function checkStock(
  report: Report,
  erased: Person,
  { before, after, gone }: { before: Stock; after: Stock; gone: readonly string[] },
): void {
  for (const [store, stored] of Object.entries(before)) {
    const now = after[store];
    const count = stored.get(erased)?.count ?? 0;
    const left = gone.includes(store) ? 0 : count;
    // Nothing that was there before would show nothing.
    const expected = [Math.max(1, count), left];
    report.check(`${store}, of the erased person`, [count, now?.get(erased)?.count], expected);
    const others = [...stored].filter(([person, { count }]) => person !== erased && count > 0);
    const same = others.filter(([person, { sha256 }]) => now?.get(person)?.sha256 === sha256);
    report.check(`${store}, others with the same SHA-256`, same.length, stored.size - 1);
  }
}
