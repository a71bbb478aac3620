import { expect, test } from 'vitest';
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
