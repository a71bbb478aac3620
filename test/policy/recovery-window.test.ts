import { expect, test } from 'vitest';
import { establishmentLawFindings } from '../../lib/policy/establishment-rules.ts';
import { examplePolicy } from '../support/example-policy.ts';

const { evidence } = examplePolicy;
const findings = (retention: string) =>
  establishmentLawFindings(
    { ...examplePolicy, evidence: { ...evidence, request: { ...evidence.request, retention } } },
    {},
  ).filter(({ path }) => path.join('.') === 'evidence.request.retention');

test.each(['P7D', 'P35D', 'P1M'])(
  'a record of requests for %s is shorter than a table can be restored for',
  (retention) => {
    expect(findings(retention)).toMatchObject([
      { message: expect.stringContaining('35 days'), remedy: 'Set P36D or longer.' },
    ]);
  },
);

test.each(['P36D', 'P2M', 'P3Y'])('one for %s is not', (retention) => {
  expect(findings(retention)).toEqual([]);
});
