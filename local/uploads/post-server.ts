import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DirectoryMedia } from '../adapters/media/directory-media.ts';
import type { UploadName } from '../../lambda/platform/media/media-objects.ts';
import { ObjectsUnavailableError } from '../../lambda/platform/objects/errors.ts';
import type { Clock } from '../../lambda/value/time.ts';
import { exactBody } from './exact-body.ts';
import { admitForm } from './post-policy.ts';
import { PostRefusedError } from './post-refused-error.ts';
import { readForm } from './read-form.ts';

/** A refused body is read on, so that the client sees the response; but not forever. */
const longestPatience = 64 * 1024 * 1024;

export interface PostServerDependencies {
  readonly media: DirectoryMedia;
  readonly clock: Clock;
  /** Origins of pages that may post forms. */
  readonly origins: readonly string[];
  /** An upload was stored. */
  readonly stored: (name: UploadName, bytes: number) => void;
}

/** Takes a form, as the bucket of media does in AWS. */
export type PostServer = (
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
) => Promise<void>;

export const postServer =
  (dependencies: PostServerDependencies): PostServer =>
  async (request, response, requestId) => {
    allowOrigin(request, response, dependencies.origins);
    response.setHeader('x-amz-request-id', requestId);
    if (request.method === 'OPTIONS') {
      const allowed = response.hasHeader('access-control-allow-origin');
      response.writeHead(allowed ? 200 : 403).end();
      return;
    }
    try {
      sendXml(response, 201, await store(dependencies, request));
    } catch (error) {
      if (response.destroyed) return;
      const known =
        error instanceof PostRefusedError || error instanceof ObjectsUnavailableError
          ? error
          : undefined;
      if (known === undefined) throw error;
      const { status, code } =
        known instanceof PostRefusedError ? known : { status: 503, code: 'ServiceUnavailable' };
      response.setHeader('connection', 'close');
      sendXml(
        response,
        status,
        element(
          'Error',
          element('Code', code) +
            element('Message', text(known.message)) +
            element('RequestId', requestId),
        ),
      );
      readOn(request);
    }
  };

async function store(
  { media, clock, stored }: PostServerDependencies,
  request: IncomingMessage,
): Promise<string> {
  if (request.method !== 'POST') throw new PostRefusedError('AccessDenied', 'Access Denied');
  const { bucket, signer } = media;
  return readForm(request, request.headers, async (fields, file) => {
    const form = admitForm(fields, { signer, bucket, now: clock() });
    await media.receive(form.name, form.contentType, exactBody(file, form));
    stored(form.name, form.maximum);
    return element(
      'PostResponse',
      element('Location', text(form.name)) +
        element('Bucket', text(bucket)) +
        element('Key', text(form.name)),
    );
  });
}

function allowOrigin(
  { headers }: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): void {
  const { origin } = headers;
  if (origin === undefined || !origins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'POST');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('vary', 'origin');
}

function readOn(request: IncomingMessage): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > longestPatience) request.destroy();
  });
  request.resume();
}

function sendXml(response: ServerResponse, status: number, root: string): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
  response.writeHead(status, {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
