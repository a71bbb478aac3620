import { expect, test } from 'vitest';
import { exampleSummary } from '../../lambda/incident/examples.ts';
import { registerColumns, registerRows } from '../../lambda/incident/register.ts';
import { incidentRoutes } from '../../lambda/incident/routes.ts';
import { csvOf } from '../../lambda/platform/http/csv.ts';

test('the example of the record of breaches is what the response would be', () => {
  const { others } = incidentRoutes.listIncidents.responses[200];

  expect(others['text/csv'].example).toBe(csvOf(registerColumns, registerRows([exampleSummary])));
});
