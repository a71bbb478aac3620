import * as z from 'zod';
import { arn, identifiers } from './fields.ts';

const example = 'arn:aws:lambda:eu-central-1:111122223333:function:privacy-connector';

/** A Lambda function of the operator. */
export const lambdaSettings = z.strictObject({
  kind: z.literal('lambda').describe('A Lambda function of yours, for any other store.'),
  function: arn('lambda', /function:[\w-]{1,64}(:[\w-]{1,128})?/, example).describe(
    `ARN of the function, with a version or an alias if you like: ${example}.`,
  ),
  identifiers,
});
export type LambdaSettings = z.output<typeof lambdaSettings>;
