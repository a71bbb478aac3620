import { connectorContract } from '../connector-contract.ts';
import { openPostgresFixture } from './fixture.ts';
import { pglite } from './pglite.ts';

connectorContract('PostgreSQL connector', async () => openPostgresFixture(await pglite()));
