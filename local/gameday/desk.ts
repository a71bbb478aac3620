import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isObject } from '../template.ts';
import { itemsIn, textIn } from './api.ts';
import type { Caller } from './api.ts';
import { bar } from './score.ts';
import type { Outcome } from './score.ts';
import type { World } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

const hour = 3_600_000;
const patience = 90_000;

/** What two members of staff do about an incident, by the API alone. */
export class Desk {
  readonly #world: World;
  readonly #first: Caller;
  readonly #second: Caller;

  constructor(world: World) {
    this.#world = world;
    [this.#first, this.#second] = world.staff;
  }

  /** Waits for an incident of this detection; undefined if none is opened. */
  async noticed(detection: RegExp): Promise<{ id: string; by: string; at: number } | undefined> {
    return until(async () => {
      for (const item of itemsIn(await this.#first.ask('GET', '/v1/incidents'))) {
        const id = textIn(item, 'incidentId');
        const { detected } = await this.#first.ask('GET', `/v1/incidents/${id}`);
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
    return textIn(await this.#first.ask('POST', '/v1/incidents', body), 'incidentId');
  }

  /** Records when they were certain, and compares the clock of the authority with the law. */
  async clock(id: string): Promise<Outcome> {
    const awareAt = new Date().toISOString();
    const path = `/v1/incidents/${id}`;
    const { etag } = await this.#first.call('GET', path);
    const facts = { awareAt, categories: ['prompt-text'] };
    const incident = await this.#first.ask('PATCH', path, facts, etag);
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
    for (const search of searches) await this.#first.ask('POST', path, search);
    await until(async () => {
      const jobs = itemsIn(await this.#first.ask('GET', path), 'searches');
      return jobs.every(({ state }) => state !== 'running') ? true : undefined;
    }, patience);
    const found: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Json = await this.#first.ask(
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
    const plan = await this.#first.ask('POST', path, { ...order, dryRun: true });
    if (plan['dryRun'] !== true) wrong.push('the dry run contains');
    if (await denied()) wrong.push('the dry run denies the call');
    const done = await this.#first.ask('POST', path, order);
    const applied = Date.now();
    const isDenied = await until(async () => (await denied()) || undefined, patience);
    const after = ((Date.now() - applied) / 1000).toFixed(1);
    if (isDenied === undefined) wrong.push('the call is not denied');
    await this.#first.ask('DELETE', `${path}/${textIn(done, 'containmentId')}`);
    const isAllowed = await until(async () => !(await denied()) || undefined, patience);
    if (isAllowed === undefined) wrong.push('the call is denied after it was undone');
    return { did: `${String(order['action'])}: denied after ${after} s, undone`, wrong };
  }

  /** Informs the authority and the people, and compares the outbox with them. */
  async notify(id: string, people: readonly string[]): Promise<Outcome> {
    const path = `/v1/incidents/${id}/notices`;
    const wrong: string[] = [];
    const form = await this.#first.ask('POST', path, {
      audience: 'authority',
      jurisdiction: 'gdpr',
    });
    wrong.push(...(await this.#approve(path, form)));
    const notice = await this.#first.ask('POST', path, {
      audience: 'people',
      texts: { en: text },
      fallback: 'en',
    });
    if ((await this.#outbox()).length > 0) wrong.push('mail was sent before the approval');
    wrong.push(...(await this.#approve(path, notice)));
    const counts = await until(async () => {
      const current = await this.#first.ask('GET', `${path}/${textIn(notice, 'noticeId')}`);
      const { endedAt, counts } = current;
      const isReported = isObject(counts) && Number(counts['bounced']) >= bouncing(people).length;
      return endedAt !== undefined && isReported ? counts : undefined;
    }, patience);
    if (counts === undefined) wrong.push('the notice did not end, or a bounce was not reported');
    const sent = await this.#outbox();
    for (const person of people) {
      const letters = sent.filter((each) => each === person).length;
      if (letters !== 1) wrong.push(`a person has ${letters} letters`);
    }
    const others = sent.filter((each) => !people.includes(each)).length;
    if (others > 0) wrong.push(`${others} letters went to people who are not affected`);
    return {
      did: `${sent.length} letters to ${people.length} people after a second approval, ${bouncing(people).length} came back`,
      wrong,
    };
  }

  /** One who prepared a notice cannot approve it. */
  async #approve(path: string, notice: Json): Promise<string[]> {
    const approval = `${path}/${textIn(notice, 'noticeId')}/approve`;
    const body = { contentSha256: textIn(notice, 'contentSha256') };
    const own = await this.#first.call('POST', approval, body);
    await this.#second.ask('POST', approval, body);
    return own.status >= 400 && own.status < 500
      ? []
      : [`the one who prepared the notice approved it: ${own.status}`];
  }

  /** Addresses of the letters in the outbox. */
  async #outbox(): Promise<string[]> {
    const { outbox } = this.#world.home;
    const names = await readdir(outbox).catch(() => []);
    const letters = await Promise.all(
      names
        .filter((name) => name.endsWith('.eml'))
        .map((name) => readFile(join(outbox, name), 'utf8')),
    );
    return letters.map((letter) => /^To: (?:.*<)?([^\s>]+)/m.exec(letter)?.[1] ?? '');
  }
}

const bouncing = (people: readonly string[]): readonly string[] =>
  people.filter((person) => person.endsWith('@bounce.example'));

const text = {
  subject: 'A security incident concerns your data',
  whatHappened: 'For some minutes, someone who had no right to do so could read what you wrote.',
  consequences: 'Others may know what you asked the assistant.',
  measures: 'We have stopped it and changed the access. You need not do anything.',
  contact: 'Our data protection officer: privacy@example.com.',
};

/** The e-mail address of a person, in whatever form staff see it. */
const addressIn = (subject: Json): string =>
  /[\w.+-]+@[\w.-]+/.exec(JSON.stringify(subject))?.[0] ?? '';

/** Asks until there is an answer; undefined after the time. */
export async function until<Value>(
  ask: () => Promise<Value | undefined>,
  milliseconds: number,
): Promise<Value | undefined> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await ask();
    if (value !== undefined || Date.now() > end) return value;
    await delay(200);
  }
}
