import { IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { IamQuarantine } from '../../../lambda/platform/quarantine/iam-quarantine.ts';
import { QuarantineUnavailableError } from '../../../lambda/platform/quarantine/quarantine.ts';

const place = {
  policyArn: 'arn:aws:iam::111122223333:policy/custos/quarantine',
  roleName: 'custos-prod-{function}-eu-central-1',
  functions: ['record-api'],
};

/** A client that sends nothing: every command fails with `fault`, or succeeds. */
function recording(fault?: Error) {
  const sent: { command: string | undefined; input: unknown }[] = [];
  const client = new IAMClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  client.middlewareStack.add(
    (_next, { commandName }) =>
      ({ input }) => {
        sent.push({ command: commandName, input });
        return fault === undefined
          ? Promise.resolve({ output: { $metadata: {} }, response: {} })
          : Promise.reject(fault);
      },
    { step: 'initialize' },
  );
  return { sent, quarantine: new IamQuarantine(place, client) };
}

test('attaches and detaches that policy, on the role of that function', async () => {
  const { sent, quarantine } = recording();

  await quarantine.attach('record-api');
  await quarantine.detach('record-api');

  const input = { RoleName: 'custos-prod-record-api-eu-central-1', PolicyArn: place.policyArn };
  expect(sent).toEqual([
    { command: 'AttachRolePolicyCommand', input },
    { command: 'DetachRolePolicyCommand', input },
  ]);
});

test('releasing what is not quarantined is done; what IAM does not answer is unknown', async () => {
  const gone = new NoSuchEntityException({ message: 'no such policy', $metadata: {} });

  await expect(recording(gone).quarantine.detach('record-api')).resolves.toBeUndefined();
  await expect(recording(gone).quarantine.attach('record-api')).rejects.toThrow(
    QuarantineUnavailableError,
  );
  await expect(recording(new Error('timeout')).quarantine.detach('record-api')).rejects.toThrow(
    QuarantineUnavailableError,
  );
});
