import { Busboy } from '@fastify/busboy';
import type { BusboyInstance } from '@fastify/busboy';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { FormFields } from './post-policy.ts';
import { PostRefusedError } from './post-refused-error.ts';

/** S3 takes 20 KB before the file (Amazon S3 API Reference, "POST Object"). */
const largestField = 20 * 1024;
const mostFields = 60;

/**
 * Reads `multipart/form-data` up to its file, which is never in memory as a whole, and gives that with the
 * fields before it to `take`. What comes after the file is ignored.
 *
 * @throws PostRefusedError for anything but a form with one file; errors of `take` and of the
 * request unchanged
 */
export function readForm<Result>(
  request: Readable,
  headers: IncomingHttpHeaders,
  take: (fields: FormFields, file: Readable) => Promise<Result>,
): Promise<Result> {
  const contentType = headers['content-type'] ?? '';
  return new Promise((resolve, reject) => {
    const form = openForm(contentType);
    const fields = new Map<string, string>();
    let file: Readable | undefined;
    const fail = (error: Error) => {
      request.unpipe(form);
      file?.destroy(error);
      reject(error);
    };
    form.on('field', (name, value) => {
      if (file === undefined) fields.set(name.toLowerCase(), value);
    });
    form.on('file', (_name, stream) => {
      if (file !== undefined) {
        stream.resume();
        return;
      }
      file = stream;
      // Its reader receives the error; a refused form has none.
      stream.on('error', () => undefined);
      take(fields, stream).then(resolve, fail);
    });
    form.on('finish', () => {
      if (file === undefined) {
        reject(
          new PostRefusedError(
            'IncorrectNumberOfFilesInPostRequest',
            'POST requires exactly one file upload per request.',
          ),
        );
      }
    });
    form.on('error', () => fail(malformed()));
    // A client that goes away in the middle of the file.
    request.once('close', () => {
      if (!request.readableEnded) fail(malformed());
    });
    request.pipe(form);
  });
}

function openForm(contentType: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { fieldSize: largestField, fields: mostFields },
      isPartAFile: (name) => name === 'file',
    });
  } catch {
    throw malformed();
  }
}

const malformed = (): PostRefusedError =>
  new PostRefusedError(
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
