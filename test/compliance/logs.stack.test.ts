import { expect, test } from 'vitest';
import { at, every, named, synthesize } from '../stacks/templates.ts';

const synthesized = synthesize('prod');

test.each(['audit', 'media', 'systems', 'learning', 'service', 'edge'] as const)(
  'every log group of the %s stack masks addresses and credentials',
  (stack) => {
    for (const [id, { Properties }] of every(synthesized[stack]!, 'AWS::Logs::LogGroup')) {
      const statements = at(Properties, 'DataProtectionPolicy', 'Statement') as unknown[];
      const masking = statements.find((each) => at(each, 'Operation', 'Deidentify') !== undefined);
      const identifiers = (at(masking, 'DataIdentifier') as unknown[])
        .map((identifier) => named(synthesized, identifier))
        .map((identifier) => identifier.split('/').at(-1));

      expect(identifiers, id).toEqual(
        expect.arrayContaining(['AwsSecretKey', 'EmailAddress', 'IpAddress', 'JsonWebToken']),
      );
      expect(JSON.stringify(statements), id).not.toMatch(/"(S3|Firehose|CloudWatchLogs)"/);
    }
  },
);
