import { connectorContract } from '../connector-contract.ts';
import { linesFixture } from './lines-fixture.ts';
import { wholeFixture } from './whole-fixture.ts';

for (const versioning of ['none', 'Enabled', 'Suspended'] as const) {
  connectorContract(
    `objects of a person, versioning ${versioning}`,
    () => wholeFixture(versioning),
    { isTouched: false },
  );
}
connectorContract('rows in JSON Lines, versioning none', () => linesFixture('none'), {
  cannot: ['restrict'],
});
