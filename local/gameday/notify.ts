import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../template.ts';
import { textIn } from './api.ts';
import type { Caller } from './api.ts';
import type { Outcome } from './score.ts';
import { patience, until } from './until.ts';
import type { World } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

const text = {
  subject: 'A security incident concerns your data',
  whatHappened: 'For some minutes, someone who had no right to do so could read what you wrote.',
  consequences: 'Others may know what you asked the assistant.',
  measures: 'We have stopped it and changed the access. You need not do anything.',
  contact: 'Our data protection officer: privacy@example.com.',
};

/**
 * Informs the authority and the people as two members of staff do, and compares the outbox with the people.
 */
export async function notify(
  { staff, home }: World,
  id: string,
  people: readonly string[],
): Promise<Outcome> {
  const [first] = staff;
  const path = `/v1/incidents/${id}/notices`;
  const bouncing = people.filter((person) => person.endsWith('@bounce.example')).length;
  const wrong: string[] = [];
  const form = await first.ask('POST', path, { audience: 'authority', jurisdiction: 'gdpr' });
  wrong.push(...(await approve(staff, path, form)));
  const notice = await first.ask('POST', path, {
    audience: 'people',
    texts: { en: text },
    fallback: 'en',
  });
  if ((await lettersIn(home.outbox)).length > 0) wrong.push('mail was sent before the approval');
  wrong.push(...(await approve(staff, path, notice)));
  const counts = await until(async () => {
    const current = await first.ask('GET', `${path}/${textIn(notice, 'noticeId')}`);
    const { endedAt, counts } = current;
    const isReported = isObject(counts) && Number(counts['bounced']) >= bouncing;
    return endedAt !== undefined && isReported ? counts : undefined;
  }, patience);
  if (counts === undefined) wrong.push('the notice did not end, or a bounce was not reported');
  const sent = await lettersIn(home.outbox);
  for (const person of people) {
    const letters = sent.filter((each) => each === person).length;
    if (letters !== 1) wrong.push(`a person has ${letters} letters`);
  }
  const others = sent.filter((each) => !people.includes(each)).length;
  if (others > 0) wrong.push(`${others} letters went to people who are not affected`);
  return {
    did: `${sent.length} letters to ${people.length} people after a second approval, ${bouncing} came back`,
    wrong,
  };
}

/** One who prepared a notice cannot approve it. */
async function approve(
  [first, second]: readonly [first: Caller, second: Caller],
  path: string,
  notice: Json,
): Promise<string[]> {
  const approval = `${path}/${textIn(notice, 'noticeId')}/approve`;
  const body = { contentSha256: textIn(notice, 'contentSha256') };
  const own = await first.call('POST', approval, body);
  await second.ask('POST', approval, body);
  return own.status >= 400 && own.status < 500
    ? []
    : [`the one who prepared the notice approved it: ${own.status}`];
}

/** To what addresses the letters in the outbox are. */
async function lettersIn(outbox: string): Promise<string[]> {
  const names = await readdir(outbox).catch(() => []);
  const letters = await Promise.all(
    names
      .filter((name) => name.endsWith('.eml'))
      .map((name) => readFile(join(outbox, name), 'utf8')),
  );
  return letters.map((letter) => /^To: (?:.*<)?([^\s>]+)/m.exec(letter)?.[1] ?? '');
}
