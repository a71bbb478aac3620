import { describe } from 'vitest';
import { connectorContract } from '../connector-contract.ts';
import { linesFixture } from './lines-fixture.ts';
import { wholeFixture } from './whole-fixture.ts';

const endpoint = process.env['CUSTOS_TEST_S3_ENDPOINT'] ?? '';

describe.skipIf(endpoint === '')('S3', () => {
  for (const versioning of ['none', 'Enabled', 'Suspended'] as const) {
    connectorContract(`objects of a person, versioning ${versioning}`, () =>
      wholeFixture(endpoint, versioning),
    );
  }
  connectorContract('rows in JSON Lines, versioning none', () => linesFixture(endpoint, 'none'));
});
