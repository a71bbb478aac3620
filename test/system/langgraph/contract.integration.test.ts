import { connectorContract } from '../connector-contract.ts';
import { pglite } from '../postgresql/pglite.ts';
import { openMemoryFixture } from './fixture.ts';

connectorContract('LangGraph connector', async () => openMemoryFixture(await pglite()));
