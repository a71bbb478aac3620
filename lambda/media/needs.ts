import { consentStates } from '../consent/table.ts';
import { containmentControls } from '../containment/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { mediaLinks, records } from '../record/table.ts';
import { sourceNotices } from '../source/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { mediaRoutes } from './routes.ts';
import { mediaUploads } from './table.ts';

/** It signs forms and makes links: it can read no file, neither as it was uploaded nor as it is stored. */
export const mediaApi = {
  name: 'media-api',
  area: 'decisions',
  entry: 'lambda/media/handler.ts',
  purpose: 'Announces files, says what became of them, and makes links to those of the caller',
  worstCase:
    'makes links that open the files of all people, unwraps their keys; has files uploaded, on which the intake decides',
  trigger: { kind: 'routes', routes: Object.values(mediaRoutes) },
  needs: [
    { table: mediaUploads, actions: ['get', 'insert'] },
    { table: mediaLinks, actions: ['insert'] },
    { table: records, actions: ['get'] },
    { table: containmentControls, actions: ['batch-get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: aliases, actions: ['get', 'batch-get', 'insert', 'update'] },
    { table: subjects, actions: ['get', 'batch-get'] },
    { table: consentStates, actions: ['query', 'batch-get'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency'] },
    { media: ['receive'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** The one function that reads files as they were uploaded. It has no route and returns nothing. */
export const mediaIntake = {
  name: 'media-intake',
  area: 'decisions',
  entry: 'lambda/media/intake/handler.ts',
  purpose: 'Checks, cleans and encrypts uploaded files, and writes their records',
  worstCase:
    'reads files between their upload and their check; writes and deletes files of all people, adds records, and changes who waits to be informed of data from others',
  trigger: { kind: 'uploads' },
  needs: [
    { table: mediaUploads, actions: ['get', 'update'] },
    { table: records, actions: ['get', 'insert'] },
    { table: sourceNotices, actions: ['get', 'insert', 'update'] },
    { table: containmentControls, actions: ['get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: subjects, actions: ['get'] },
    { table: consentStates, actions: ['query'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap'] },
    { media: ['inspect', 'keep', 'delete'] },
  ],
  // A file of 2 GiB at 5 MB/s, read once and written once.
  timeoutSeconds: 900,
  memoryMegabytes: 1769,
} as const satisfies FunctionFacts;

export const mediaFunctions: readonly FunctionFacts[] = [mediaApi, mediaIntake];
