import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerColumns } from '../../lambda/incident/register.ts';
import { grave } from './facts.ts';
import { openIncidentFixture, stolenToken } from './incident-fixture.ts';
import type { IncidentFixture } from './incident-fixture.ts';

let fixture: IncidentFixture;
beforeAll(async () => {
  fixture = await openIncidentFixture();
  fixture.setClock('2026-11-24T06:00:00Z');
});
afterAll(() => fixture.stop());

const read = (accept: string, query: Record<string, string> = {}) =>
  fixture.send('GET', '', { headers: { accept }, query });
async function open(rest: object = {}): Promise<string> {
  const { body } = await fixture.send('POST', '', { body: { ...stolenToken, ...rest } });
  return body.incidentId as string;
}

describe('GDPR Art. 33(5): the record of breaches', () => {
  test('has facts, effects and measures of each, as CSV', async () => {
    const incidentId = await open({ alsoKinds: ['availability'] });
    const { headers } = await fixture.send('GET', `/${incidentId}`);
    await fixture.send('PATCH', `/${incidentId}`, {
      headers: { 'if-match': headers['etag']! },
      body: {
        effects: 'Prompts were read.',
        measures: [{ text: 'The token is revoked.', status: 'taken' }],
        assessment: { answers: grave, risk: 'high-risk', reasons: 'They were private.' },
        informed: [{ jurisdiction: 'gdpr', duty: 'authority', at: '2026-11-24T05:30:00Z' }],
      },
    });

    const csv = await read('text/csv');

    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [row] = rowsOf(csv.text);
    expect(Object.keys(row!)).toEqual([...registerColumns]);
    expect(row).toMatchObject({
      incidentId,
      state: 'notifying',
      kinds: 'confidentiality, availability',
      description: stolenToken.description,
      risk: 'high-risk',
      effects: 'Prompts were read.',
      measures: 'The token is revoked. (taken)',
      duties:
        'gdpr authority: met 2026-11-24T05:30:00.000Z\ngdpr subjects: running due 2026-11-27T05:00:00.000Z',
    });
  });

  test.each(['=1+1', '@SUM(A1)', '-2+3', '+4', '\t=5'])(
    'evaluates no formula in a spreadsheet: %s',
    async (title) => {
      await open({ description: title });

      const rows = rowsOf((await read('text/csv')).text);

      expect(rows[0]?.['description']).toBe(`'${title}`);
    },
  );

  test('is a page to print, without scripts, in which texts are no markup', async () => {
    await open({ title: '<img src=x onerror=alert(1)>' });

    const page = await read('text/html');

    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page.text).not.toContain('<img');
    expect(page.text).toContain('gdpr authority: running due');
  });

  test('is complete page by page, in each type', async () => {
    const all = new Set<string>();
    let query: Record<string, string> = { limit: '3' };
    for (;;) {
      const { text, headers } = await read('text/csv', query);
      for (const row of rowsOf(text)) {
        expect(all.has(row['incidentId']!)).toBe(false);
        all.add(row['incidentId']!);
      }
      const next = /, <\/v1\/incidents\?(.*)>; rel="next"$/.exec(headers['link'] ?? '');
      if (next === null) break;
      query = Object.fromEntries(new URLSearchParams(next[1]));
    }

    expect(all.size).toBe((await read('application/json', { limit: '100' })).body.items.length);
    expect(all.size).toBeGreaterThan(5);
  });
});

/** RFC 4180: quoted cells may have line breaks and doubled quotes. */
function rowsOf(text: string): Record<string, string>[] {
  const lines: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    lines.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\r\n') lines.push([]);
    if (end === '') break;
  }
  const [columns = [], ...rows] = lines.filter((cells) => cells.length > 1);
  return rows.map((cells) =>
    Object.fromEntries(columns.map((name, place) => [name, cells[place] ?? ''])),
  );
}
