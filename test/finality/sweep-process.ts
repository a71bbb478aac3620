import { sweepFinality } from '../../lambda/finality/sweep.ts';
import { observedTables } from '../../lambda/finality/observed-tables.ts';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { openRequestStore } from '../../lambda/request/store.ts';
import { milliseconds, plusSeconds } from '../../lambda/value/time.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { LocalRecovery } from '../../local/adapters/recovery/local-recovery.ts';
import { openTestClient } from '../support/database.ts';
import { examplePolicy } from '../support/example-policy.ts';

/* The sweep in a process of its own, which kills itself right after its n-th call of the database. */

const [endpoint = '', names = '{}', keyFile = '', now = '0', killAfter = '0'] =
  process.argv.slice(2);
const client = openTestClient(endpoint, { maxAttempts: 1 });
let left = Number(killAfter);
client.middlewareStack.add(
  (next) => async (input) => {
    const output = await next(input);
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return output;
  },
  { step: 'initialize' },
);
const database = {
  client,
  physicalName: physicalNames(JSON.parse(names) as Record<string, string>),
};
const clock = () => milliseconds(Number(now));
const tables = observedTables.map((facts) => {
  const name = database.physicalName(facts);
  return { table: facts.name, name, arn: name };
});
const keyring = new FileKeyring(() => keyFile);
const parts = {
  ...{ database, clock, keyring, policy: examplePolicy, lastUseSeconds: 12 },
  subjectKeys: openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 }),
  recovery: new LocalRecovery({ tables, wrappingKey: keyFile }, clock, client),
  log: openLog({ function: 'test', stage: 'test' }, () => undefined),
};
const swept = await sweepFinality(
  { ...parts, requests: openRequestStore(parts) },
  plusSeconds(clock(), 60),
);
process.stdout.write(JSON.stringify(swept));
