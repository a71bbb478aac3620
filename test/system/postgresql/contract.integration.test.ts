import { connectorContract } from '../connector-contract.ts';
import { openPostgresFixture } from './fixture.ts';
import { testPostgres } from './test-postgres.ts';

connectorContract('PostgreSQL connector', async () => openPostgresFixture(await testPostgres()));
