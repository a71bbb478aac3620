import { mkdtempSync, rmSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { uploadName } from '../../../lambda/platform/media/media-objects.ts';
import { newRecordId } from '../../../lambda/value/ids.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import { DirectoryMedia } from '../../../local/adapters/media/directory-media.ts';
import { assemble } from '../../../local/assembly.ts';
import { detectionRules, openBus } from '../../../local/detection/rules.ts';
import { localFunctions } from '../../../local/functions.ts';
import type { Invoke } from '../../../local/invocation.ts';
import { mediaFacts } from '../../../local/uploads/media-facts.ts';
import { startUploads } from '../../../local/uploads/uploads.ts';

const root = mkdtempSync(join(tmpdir(), 'custos-uploads-'));
afterAll(() => rmSync(root, { recursive: true }));

const day = 24 * 60 * 60 * 1000;

/** The bucket, the function and the rule, as the templates have them. */
const assembly = assemble(
  [
    {
      name: 'Custos-local-Data',
      directory: '.',
      template: {
        Resources: {
          Files: {
            Type: 'AWS::S3::Bucket',
            Properties: {
              CorsConfiguration: {
                CorsRules: [
                  { AllowedMethods: ['POST'], AllowedOrigins: ['https://privacy.example'] },
                  { AllowedMethods: ['GET'], AllowedOrigins: ['https://other.example'] },
                ],
              },
            },
          },
        },
        Outputs: { FilesName: { Value: { Ref: 'Files' } } },
      },
    },
    {
      name: 'Custos-local-Media',
      directory: '.',
      template: {
        Resources: {
          Intake: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              Handler: 'index.handler',
              Code: { S3Key: 'code.zip' },
              Environment: {
                Variables: {
                  CUSTOS_FUNCTION: 'media-intake',
                  CUSTOS_MEDIA_AT: {
                    'Fn::GetStackOutput': {
                      StackName: 'Custos-local-Data',
                      OutputName: 'FilesName',
                    },
                  },
                },
              },
            },
          },
          Rule: {
            Type: 'AWS::Events::Rule',
            Properties: {
              EventPattern: {
                source: ['aws.s3'],
                'detail-type': ['Object Created'],
                detail: {
                  bucket: {
                    name: [
                      {
                        'Fn::GetStackOutput': {
                          StackName: 'Custos-local-Data',
                          OutputName: 'FilesName',
                        },
                      },
                    ],
                  },
                  object: { key: [{ prefix: 'uploads/' }] },
                },
              },
              Targets: [{ Id: 'One', Arn: { 'Fn::GetAtt': ['Intake', 'Arn'] } }],
            },
          },
        },
      },
    },
  ],
  () => root,
);
const functions = localFunctions(assembly, {
  secretOf: () => '',
  databaseUrl: '',
  invokeUrl: '',
  keyFile: join(root, 'keys.json'),
  objectsDirectory: root,
  objectsUrl: '',
  pagesUrl: 'http://localhost:1',
  mediaDirectory: join(root, 'media'),
  systemEndpoints: {},
  mediaUrl: 'http://127.0.0.1:1/_media',
  eventsFile: '',
  outbox: '',
  quarantine: '',
  copies: '',
  mailEvents: '',
  issuers: '[]',
});
const facts = mediaFacts(assembly, functions)!;

function start(now = Date.now()) {
  const clock = () => milliseconds(now);
  const media = new DirectoryMedia(facts.place, clock);
  const events: string[] = [];
  const invoke: Invoke = (name, payload) => {
    const { detail } = JSON.parse(payload) as { detail: { object: { key: string } } };
    events.push(`${name} ${detail.object.key}`);
    return Promise.resolve({ kind: 'returned', payload: 'null' });
  };
  const bus = openBus(detectionRules(assembly), invoke, () => undefined);
  const uploads = startUploads({
    ...{ media, clock, put: bus.put },
    bucket: facts.deployedBucket,
    say: () => undefined,
  });
  return { media, events, uploads };
}

async function receive(media: DirectoryMedia, age = 0) {
  const name = uploadName(newRecordId());
  await media.receive(name, 'image/png', [Buffer.from('content')] as never);
  const written = new Date(Date.now() - age);
  await utimes(join(root, 'media', name), written, written);
  return name;
}

test('the bucket of the templates says who may post forms', () => {
  expect(facts.place.bucket).toBe('Files');
  expect(facts.deployedBucket).toBe('custos-local-data-files');
  expect(facts.origins).toEqual(['https://privacy.example']);
});

test('no bucket is served where no function uses media', () => {
  expect(mediaFacts(assembly, [])).toBeUndefined();
});

test('an upload is reported to the function of the rule that matches it', async () => {
  const { events, uploads } = start();
  const name = uploadName(newRecordId());

  uploads.stored(name, 7);
  uploads.stop();

  await expect.poll(() => events).toEqual([`media-intake ${name}`]);
});

test('what lies there at a start is reported again, and what is a day old is removed', async () => {
  const { media, uploads: first } = start();
  first.stop();
  const [recent, old] = [await receive(media, day - 60_000), await receive(media, day + 1_000)];

  const { events, uploads } = start();
  uploads.stop();

  await expect.poll(() => events).toEqual([`media-intake ${recent}`]);
  expect(await media.openUpload(old)).toBeUndefined();
  expect(await media.openUpload(recent)).toBeDefined();
  await media.discardUpload(recent);
});

test('a sweep reports again what was not taken for ten minutes', async () => {
  const { media, events, uploads } = start();
  uploads.stop();
  const [fresh, waiting] = [await receive(media), await receive(media, 11 * 60_000)];

  await uploads.sweep();

  await expect.poll(() => events).toEqual([`media-intake ${waiting}`]);
  for (const name of [fresh, waiting]) await media.discardUpload(name);
});
