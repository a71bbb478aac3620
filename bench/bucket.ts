import type { S3Client } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import type { S3Settings } from '../lambda/policy/connectors/s3.ts';
import type { ConnectorCall, Page } from '../lambda/system/model/connector.ts';
import { S3Connector } from '../lambda/system/s3/s3-connector.ts';

export const bucket = 'bench';
export const category = 'prompt-text';
export const settings: S3Settings = {
  kind: 's3',
  bucket,
  objects: [
    { form: 'whole', category, prefix: 'chats/{user-id}/' },
    {
      form: 'json-lines',
      category: 'inferences',
      prefix: 'events/',
      key: { identifier: 'user-id', pointer: '/user' },
    },
  ],
};
export const callOf = (
  user: string,
  categories: readonly string[],
): Omit<ConnectorCall, 'until'> => ({
  taskId: randomUUID(),
  identifiers: [{ type: 'user-id', value: user }],
  categories,
  path: 'first',
});

export async function eraseAll(
  client: S3Client,
  call: Omit<ConnectorCall, 'until'>,
): Promise<void> {
  const connector = new S3Connector(settings, { client, name: bucket });
  let cursor: string | undefined;
  do {
    const until = Date.now() + 240_000;
    const page: Page = await connector.erase({ ...call, until, ...(cursor && { cursor }) });
    cursor = page.kind === 'page' ? page.cursor : undefined;
  } while (cursor !== undefined);
}
