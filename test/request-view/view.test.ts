import { describe, expect, test } from 'vitest';
import { speech } from '../../lambda/export/words.ts';
import { progressIn } from '../../lambda/follow-up/progress.ts';
import { isClosed, requestStatuses } from '../../lambda/request/model/request.ts';
import { requestKinds } from '../../lambda/request/model/kinds.ts';
import { requestView } from '../../lambda/request-view/contract.ts';
import { viewOf } from '../../lambda/request-view/view.ts';
import { exampleRow } from '../request/rows.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;
const { remedies } = policy.jurisdictions;
const denied = {
  ...exampleRow,
  status: 'denied',
  denial: { ground: 'manifestly-excessive' },
} as const;

test('GDPR Art. 12(4): a person who is refused under one law learns its remedies', () => {
  const { refusal } = viewOf({ ...denied, jurisdiction: 'uk-gdpr' }, policy);

  expect(refusal).toEqual({ reasons: ['manifestly-excessive'], remedies: remedies['uk-gdpr'] });
});

test('GDPR Art. 12(4): a person who is refused under two laws learns the remedies of both', () => {
  const row = { ...denied, jurisdiction: 'gdpr', jurisdictions: ['gdpr', 'ccpa'] } as const;

  const { refusal } = viewOf({ ...row, jurisdictions: [...row.jurisdictions] }, policy);

  expect(refusal).toEqual({
    reasons: ['manifestly-excessive'],
    remedies: remedies['gdpr'],
    otherRemedies: [{ jurisdiction: 'ccpa', advisory: true, ...remedies['ccpa'] }],
  });
});

describe('a status that crashes what shows it, or is shown as another one', () => {
  test.each(requestKinds)('of %s there is none, and a fault is shown as a fault', (kind) => {
    for (const status of requestStatuses) {
      const view = requestView.parse(viewOf({ ...exampleRow, kind, status }, policy));

      expect([view.status, progressIn(view).status]).toEqual([status, status]);
      expect(view.tasks[0]?.status === 'failed', status).toBe(status === 'failed');
      expect(view.clock.state === 'stopped', status).toBe(isClosed(status));
    }
  });

  test.each(['en', 'de'] as const)('nor in an export in the language %s', (language) => {
    const words = requestStatuses.map((status) => speech(language, 'UTC').labels.status[status]);

    expect(new Set(words).size).toBe(requestStatuses.length);
    for (const word of words) expect(word).toMatch(/\w/);
  });
});
