import { describe, expect, test } from 'vitest';
import { formatOf } from '../../web/app/format.ts';
import { nextOf, statusOf, toneOf } from '../../web/centre/request/progress.ts';
import { words as de } from '../../web/languages/de/centre.ts';
import { words as en } from '../../web/languages/en/centre.ts';

const at = '2026-11-01T10:00:00Z';
const format = formatOf('en');

type Request = Parameters<typeof nextOf>[0];

const request = (more: object): Request => ({
  ...{
    requestId: '0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60',
    kind: 'erasure',
    status: 'in-progress',
  },
  ...{ receivedAt: at, dueAt: '2999-01-01T00:00:00Z', jurisdiction: 'gdpr' },
  ...{
    clock: { state: 'running', pauses: [] },
    tasks: [],
    timeline: [{ at, event: 'received' }],
  },
  ...more,
});

const certified = {
  certificate: 'a.b.c',
  certificateContent: { revokedAt: at, pitrDays: 7 },
  timeline: [{ at, event: 'certificate-issued' }],
};
const said = (one: Request) => [statusOf(one, en), toneOf(one), nextOf(one, en, format)];

describe('an erasure that is certified', () => {
  test.each(['in-progress', 'completed'])(
    '%s: the data is erased, backups are still checked',
    (status) => {
      const one = request({ ...certified, status });

      expect(nextOf(one, en, format)).toBe(
        `Your data is erased. The last check follows after ${format.day('2026-11-08T10:00:00Z')}: that no backup can bring it back. Then you find a final certificate here.`,
      );
      expect(nextOf(one, de, formatOf('de'))).toMatch(
        /^Ihre Daten sind gelöscht\. Die letzte Prüfung/,
      );
      expect(statusOf(one, en)).not.toBe('In progress');
      expect(toneOf(one)).toBe('good');
    },
  );

  test('speaks of no check that is over', () => {
    const one = request({ ...certified, status: 'completed', finalCertificate: 'd.e.f' });

    expect(nextOf(one, en, format)).toBe('Your data is erased.');
  });

  test('is not called erased while a remainder is', () => {
    const found = [...certified.timeline, { at, event: 'residue-found' }];

    expect(
      nextOf(request({ ...certified, status: 'completed', timeline: found }), en, format),
    ).toBe('After the erasure we found a remainder of your data. We are erasing it now.');
    expect(said(request({ ...certified, timeline: found }))[0]).toBe('In progress');
  });

  test('is in progress before', () => {
    expect(said(request({}))).toEqual(['In progress', '', expect.stringMatching(/^Our systems/)]);
  });
});

describe('what a newer API says of a request', () => {
  test('is shown as it is, with a sentence', () => {
    const one = request({ kind: 'brand-new', status: 'held-back' });

    expect(said(one)).toEqual(['held-back', '', en.requests.next.newer]);
  });
});
