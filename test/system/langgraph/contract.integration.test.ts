import { connectorContract } from '../connector-contract.ts';
import { testPostgres } from '../postgresql/test-postgres.ts';
import { openMemoryFixture } from './fixture.ts';

connectorContract('LangGraph connector', async () => openMemoryFixture(await testPostgres()), {
  cannot: ['rectify', 'restrict'],
  isTouched: false,
});
