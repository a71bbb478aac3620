import { isObject } from '../template.ts';
import { itemsIn, textIn } from './api.ts';
import type { Caller } from './api.ts';
import { bar } from './score.ts';
import type { Outcome } from './score.ts';
import { patience, until } from './until.ts';
import type { World } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

const hour = 3_600_000;

/** What a member of staff does about an incident until people are informed, by the API alone. */
export class Desk {
  readonly #staff: Caller;

  constructor({ staff: [first] }: World) {
    this.#staff = first;
  }

  /** Waits for an incident of this detection; undefined if none is opened. */
  async noticed(detection: RegExp): Promise<{ id: string; by: string; at: number } | undefined> {
    return until(async () => {
      for (const item of itemsIn(await this.#staff.ask('GET', '/v1/incidents'))) {
        const id = textIn(item, 'incidentId');
        const { detected } = await this.#staff.ask('GET', `/v1/incidents/${id}`);
        const [by] = detection.exec(JSON.stringify(detected ?? '')) ?? [];
        if (by !== undefined) return { id, by, at: Date.now() };
      }
      return undefined;
    }, bar.detectedAfterMilliseconds);
  }

  /** Records an incident by hand. */
  async record(title: string): Promise<string> {
    const now = new Date().toISOString();
    const body = {
      title,
      kind: 'confidentiality',
      noticedAt: now,
      awareAt: now,
      description: 'Reported by a colleague.',
    };
    return textIn(await this.#staff.ask('POST', '/v1/incidents', body), 'incidentId');
  }

  /** Records when they were certain, and compares the clock of the authority with the law. */
  async clock(id: string): Promise<Outcome> {
    const awareAt = new Date().toISOString();
    const path = `/v1/incidents/${id}`;
    const { etag } = await this.#staff.call('GET', path);
    const facts = { awareAt, categories: ['prompt-text'] };
    const incident = await this.#staff.ask('PATCH', path, facts, etag);
    // GDPR Art. 33(1): 72 hours, not working days, from awareness.
    const due = new Date(Date.parse(awareAt) + 72 * hour).toISOString();
    const clock = itemsIn(incident, 'clocks').find(
      ({ jurisdiction, duty }) => jurisdiction === 'gdpr' && duty === 'authority',
    );
    const found = clock && new Date(textIn(clock, 'dueAt')).toISOString();
    return {
      did: `aware at ${awareAt}, the authority by ${found ?? 'no date'}`,
      wrong:
        found === due ? [] : [`the clock of Art. 33 ends at ${found ?? 'no date'}, not ${due}`],
    };
  }

  /** Searches for the affected people, and returns their e-mail addresses. */
  async affected(id: string, searches: readonly Json[]): Promise<string[]> {
    const path = `/v1/incidents/${id}/affected`;
    for (const search of searches) await this.#staff.ask('POST', path, search);
    await until(async () => {
      const jobs = itemsIn(await this.#staff.ask('GET', path), 'searches');
      return jobs.every(({ state }) => state !== 'running') ? true : undefined;
    }, patience);
    const found: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Json = await this.#staff.ask(
        'GET',
        cursor === '' ? path : `${path}?cursor=${cursor}`,
      );
      for (const { subject } of itemsIn(page)) {
        if (isObject(subject)) found.push(addressIn(subject));
      }
      cursor = textIn(page, 'nextCursor') || undefined;
    }
    return found;
  }

  /**
   * Contains the incident, proves it by a call that must be denied, and undoes it.
   *
   * @param denied whether the call that the containment stops is denied now
   */
  async contain(id: string, order: Json, denied: () => Promise<boolean>): Promise<Outcome> {
    const path = `/v1/incidents/${id}/contain`;
    const wrong: string[] = [];
    if (await denied()) wrong.push('the call is denied before anything was contained');
    const plan = await this.#staff.ask('POST', path, { ...order, dryRun: true });
    if (plan['dryRun'] !== true) wrong.push('the dry run contains');
    if (await denied()) wrong.push('the dry run denies the call');
    const done = await this.#staff.ask('POST', path, order);
    const applied = Date.now();
    const isDenied = await until(async () => (await denied()) || undefined, patience);
    const after = ((Date.now() - applied) / 1000).toFixed(1);
    if (isDenied === undefined) wrong.push('the call is not denied');
    await this.#staff.ask('DELETE', `${path}/${textIn(done, 'containmentId')}`);
    const isAllowed = await until(async () => !(await denied()) || undefined, patience);
    if (isAllowed === undefined) wrong.push('the call is denied after it was undone');
    return { did: `${String(order['action'])}: denied after ${after} s, undone`, wrong };
  }
}

/** The e-mail address of a person, in whatever form staff see it. */
const addressIn = (subject: Json): string =>
  /[\w.+-]+@[\w.-]+/.exec(JSON.stringify(subject))?.[0] ?? '';
