import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import type { CallResult } from '../support/call.ts';
import { grave, mild } from './facts.ts';
import { openIncidentFixture, stolenToken } from './incident-fixture.ts';
import type { IncidentFixture } from './incident-fixture.ts';

let fixture: IncidentFixture;
let path: string;
let etag: string;
beforeAll(async () => {
  fixture = await openIncidentFixture();
});
afterAll(() => fixture.stop());
beforeEach(async () => {
  fixture.setClock('2026-11-24T06:00:00Z');
  const opened = await fixture.send('POST', '', { body: stolenToken });
  path = `/${opened.body.incidentId}`;
  etag = opened.headers['etag']!;
});

async function change(body: object, ifMatch = etag): Promise<CallResult> {
  const changed = await fixture.send('PATCH', path, { body, headers: { 'if-match': ifMatch } });
  etag = changed.headers['etag'] ?? etag;
  return changed;
}
const pointers = ({ body }: CallResult): string[] =>
  (body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
const reasons = 'The token could read nothing but counts.';
const assessed = (risk: string, answers: object = mild) => ({
  assessment: { answers, risk, reasons },
});
const not = (duty: string, ground?: string, rest: object = {}) => ({
  decisions: [
    {
      jurisdiction: 'gdpr',
      duty,
      outcome: 'do-not-notify',
      reasons,
      ...(ground && { ground }),
      ...rest,
    },
  ],
});
const informing = (duty: string, rest: object = {}) => ({
  informed: [{ jurisdiction: 'gdpr', duty, at: '2026-11-24T06:00:00Z', ...rest }],
});
const kinds = ({ body }: CallResult): string[] =>
  (body.timeline as { kind: string }[]).map(({ kind }) => kind).reverse();
const clock = ({ body }: CallResult, duty: string) =>
  (body.clocks as { duty: string; state: string }[]).find((each) => each.duty === duty)?.state;

const groundsOf = ({ clocks }: CallResult['body'], duty: string) =>
  (clocks as { duty: string; grounds: object[] }[]).find((each) => each.duty === duty)?.grounds;

describe('a change of an incident', () => {
  test('needs the entity tag that was read, and loses to one that came before', async () => {
    const first = await change({ title: 'A stolen token' });

    expect(first.status).toBe(200);
    expect(first.body.title).toBe('A stolen token');
    expect((await change({ title: 'Another' }, '"stale"')).status).toBe(412);
    expect((await fixture.send('PATCH', path, { body: { title: 'x' } })).status).toBe(422);
    expect((await fixture.send('GET', path)).headers['etag']).toBe(etag);
  });

  test.each(['Mail of ada@example.org', 'Call +49 30 1234567'])(
    'to a title with an address or a number of a person is rejected, as a new incident is: %s',
    async (title) => {
      const opened = await fixture.send('POST', '', { body: { ...stolenToken, title } });

      for (const { status, body } of [opened, await change({ title })]) {
        expect(status).toBe(422);
        expect(body.errors).toMatchObject([{ pointer: '/title' }]);
        expect(JSON.stringify(body)).not.toMatch(/ada@|1234567/);
      }
    },
  );

  test('of concurrent ones with the same tag, one alone is made', async () => {
    const outcomes = await Promise.all(
      ['one', 'two', 'three'].map((title) =>
        fixture.send('PATCH', path, { body: { title }, headers: { 'if-match': etag } }),
      ),
    );

    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  test('is in the timeline and in the ledger, by its fields', async () => {
    const changed = await change({ effects: 'None that is known.', note: 'Asked the vendor.' });

    expect(kinds(changed)).toEqual(['opened', 'changed', 'noted']);
    const entries = (await rowsOf('incident.changed')).filter(
      ({ codes }) => codes['incidentId'] === path.slice(1),
    );
    expect(entries).toMatchObject([{ codes: { fields: ['effects'] } }]);
  });

  test('null removes a fact; a field that is absent stays', async () => {
    await change({ effects: 'Some.', occurredTo: '2026-11-24T03:00:00Z' });

    const { body } = await change({ effects: null, occurredFrom: null });

    expect(body).not.toHaveProperty('effects');
    expect(body).not.toHaveProperty('occurredFrom');
    expect(body.occurredTo).toBe('2026-11-24T03:00:00.000Z');
  });

  test.each([
    ['/awareAt', { awareAt: '2026-11-24T01:00:00Z' }],
    ['/categories/1', { categories: ['prompt-text', 'horoscopes'] }],
    ['/jurisdictions/0', { jurisdictions: ['jp-appi'] }],
    [
      '/decisions/0/jurisdiction',
      { decisions: [{ jurisdiction: 'ccpa', duty: 'authority', outcome: 'notify', reasons }] },
    ],
    [
      '/decisions/0/duty',
      { decisions: [{ jurisdiction: 'gdpr', duty: 'assessment', outcome: 'notify', reasons }] },
    ],
    ['/informed/0/at', informing('authority', { at: '2026-11-24T06:10:00Z' })],
    ['/informed/0/at', informing('authority', { at: '2026-11-24T03:00:00Z' })],
    ['/phase', { phase: 'preliminary', state: 'closed' }],
  ])('is rejected at %s', async (pointer, body) => {
    await change({ phase: 'ongoing' });
    const rejected = await change(body);

    expect(rejected.status).toBe(422);
    expect(pointers(rejected)).toContain(pointer);
  });
});

describe('an assessment', () => {
  test('has a proposal from its answers; staff decide otherwise with reasons', async () => {
    const { body, ...changed } = await change(assessed('risk', grave));

    expect(body).toMatchObject({
      state: 'assessing',
      risk: 'risk',
      assessment: { proposed: 'high-risk', risk: 'risk', reasons, at: '2026-11-24T06:00:00.000Z' },
    });
    expect(kinds({ body, ...changed })).toEqual(['opened', 'assessed', 'state-changed']);
  });

  test('is not complete without each of its questions', async () => {
    const { severity: _severity, ...others } = mild;

    expect(pointers(await change(assessed('none', others)))).toEqual([
      '/assessment/answers/severity',
    ]);
  });
});

describe('a decision not to notify', () => {
  test('GDPR Art. 33(1): the authority, where there is no risk, and only then', async () => {
    const early = await change(not('authority', 'no-risk'));
    expect(pointers(early)).toEqual(['/decisions/0/ground']);
    expect(pointers(await change({ ...assessed('risk'), ...not('authority', 'no-risk') }))).toEqual(
      ['/decisions/0/ground'],
    );

    const decided = await change({ ...assessed('none'), ...not('authority', 'no-risk') });

    expect(decided.status).toBe(200);
    expect(clock(decided, 'authority')).toBe('decided-against');
    expect(clock(decided, 'subjects')).toBe('running');
    expect((await rowsOf('incident.decided')).at(-1)?.codes).toMatchObject({
      ...{ duty: 'authority', jurisdiction: 'gdpr', outcome: 'do-not-notify', ground: 'no-risk' },
    });
  });

  test('needs a ground, and one of the law', async () => {
    await change(assessed('none'));

    const { body } = await fixture.send('GET', path);
    expect(groundsOf(body, 'authority')).toEqual([
      { code: 'no-risk', reference: 'art. 33(1)' },
      { code: 'not-a-breach' },
    ]);
    for (const ground of [undefined, 'too-busy', 'no-high-risk']) {
      expect(pointers(await change(not('authority', ground)))).toEqual(['/decisions/0/ground']);
    }
  });

  test('GDPR Art. 34(3)(c): people, where it takes too much effort, by a public communication', async () => {
    await change(assessed('high-risk', grave));
    expect(pointers(await change(not('subjects', 'no-high-risk')))).toEqual([
      '/decisions/0/ground',
    ]);
    expect(pointers(await change(not('subjects', 'disproportionate-effort')))).toEqual([
      '/decisions/0/publicCommunication',
    ]);

    const decided = await change(
      not('subjects', 'disproportionate-effort', { publicCommunication: 'On our website.' }),
    );

    expect(clock(decided, 'subjects')).toBe('decided-against');
    for (const ground of ['data-protected', 'risk-removed']) {
      expect((await change(not('subjects', ground))).status).toBe(200);
    }
  });

  test('ends when a later assessment contradicts its ground: the clock runs again', async () => {
    await change({ ...assessed('none'), ...not('authority', 'no-risk') });

    const worse = await change(assessed('risk', grave));

    expect(clock(worse, 'authority')).toBe('running');
    expect(worse.body.decisions).toEqual([]);
    expect(kinds(worse)).toContain('decision-ended');
  });
});

describe('information that was given', () => {
  test('meets its clock and moves the incident on', async () => {
    const informed = await change(informing('authority', { reference: 'LDA-1085/26' }));

    expect(clock(informed, 'authority')).toBe('met');
    expect(informed.body).toMatchObject({
      state: 'notifying',
      informed: [
        {
          ...{ phase: 'preliminary', jurisdiction: 'gdpr', duty: 'authority' },
          reference: 'LDA-1085/26',
        },
      ],
    });
  });

  test('GDPR Art. 33(1): after 72 hours it needs reasons for the delay', async () => {
    fixture.setClock('2026-11-28T06:00:00Z');
    expect(clock(await fixture.send('GET', path), 'authority')).toBe('overdue');
    const late = informing('authority', { at: '2026-11-28T06:00:00Z' });
    expect(pointers(await change(late))).toEqual(['/delays']);

    const explained = await change({
      ...late,
      delays: [{ jurisdiction: 'gdpr', duty: 'authority', reasons }],
    });

    expect(explained.status).toBe(200);
    expect(explained.body.clocks).toContainEqual(
      expect.objectContaining({ duty: 'authority', state: 'met', late: true }),
    );
    expect(kinds(explained)).toContain('delay-explained');
    expect((await change(informing('subjects', { at: '2026-11-28T06:00:00Z' }))).status).toBe(200);
  });
});

describe('an incident is closed', () => {
  test('once its risk is assessed and each clock is met or decided against', async () => {
    const early = await change({ state: 'closed' });
    expect(pointers(early)).toEqual(['/assessment', '/state', '/state']);
    await change({ ...assessed('risk'), ...informing('authority') });
    const open = await change({ state: 'closed' });
    expect(pointers(open)).toEqual(['/state', '/informed']);

    const closed = await change({
      ...not('subjects', 'no-high-risk'),
      ...informing('authority', { phase: 'concluding' }),
      state: 'closed',
    });

    expect(closed.status).toBe(200);
    expect(closed.body).toMatchObject({
      state: 'closed',
      phase: 'concluding',
      closedAt: '2026-11-24T06:00:00.000Z',
    });
  });

  test('and stays as it is, but for notes, until it is opened again', async () => {
    const against = [
      ...not('authority', 'no-risk').decisions,
      ...not('subjects', 'no-high-risk').decisions,
    ];
    await change({ ...assessed('none'), decisions: against, state: 'closed' });
    expect(pointers(await change({ title: 'Not so' }))).toEqual(['/state']);
    expect((await change({ note: 'The vendor confirmed it.' })).status).toBe(200);
    expect(pointers(await change({ state: 'open' }))).toEqual(['/state']);

    const again = await change({ state: 'assessing', title: 'It was worse' });

    expect(again.body).toMatchObject({
      state: 'assessing',
      phase: 'ongoing',
      title: 'It was worse',
    });
    expect(again.body).not.toHaveProperty('closedAt');
  });
});

async function rowsOf(type: string) {
  const rows = (await fixture.rows(outbox)) as {
    entryId: string;
    type: string;
    codes: Record<string, unknown>;
  }[];
  return rows
    .filter((row) => row.type === type)
    .sort((one, other) => (one.entryId < other.entryId ? -1 : 1));
}
