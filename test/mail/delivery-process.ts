import { deliverMail } from '../../lambda/delivery/deliver.ts';
import type { MailName } from '../../lambda/mail/store.ts';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { SesMail } from '../../lambda/platform/mail/ses-mail.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { sesClientOf, testSender } from '../platform/mail/ses-server.ts';
import { openTestClient } from '../support/database.ts';
import { examplePolicy } from '../support/example-policy.ts';

/*
 * One mail is sent in a process of its own, which kills itself right after its n-th call of the database or
 * of SES was answered.
 */

const [
  endpoint = '',
  names = '{}',
  keyFile = '',
  ses = '',
  name = '{}',
  now = '0',
  killAfter = '0',
] = process.argv.slice(2);
let left = Number(killAfter);
const dieInTurn = (): void => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};
const client = openTestClient(endpoint, { maxAttempts: 1 });
client.middlewareStack.add(
  (next) => async (input) => {
    const output = await next(input);
    dieInTurn();
    return output;
  },
  { step: 'initialize' },
);
const sesClient = sesClientOf(ses);
sesClient.middlewareStack.add(
  (next) => async (input) => {
    const output = await next(input);
    dieInTurn();
    return output;
  },
  { step: 'initialize' },
);
const database = {
  client,
  physicalName: physicalNames(JSON.parse(names) as Record<string, string>),
};
const clock = () => milliseconds(Number(now));
const keyring = new FileKeyring(() => keyFile);
const sent = await deliverMail(
  {
    ...{
      database,
      keyring,
      clock,
      policy: examplePolicy,
      mail: new SesMail(testSender, sesClient),
    },
    subjectKeys: openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 }),
    log: openLog({ function: 'test', stage: 'test' }, () => undefined),
  },
  JSON.parse(name) as MailName,
);
process.stdout.write(JSON.stringify(sent));
