import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isFetchable } from '../auth/issuers.ts';
import type { Clock } from '../value/time.ts';
import {
  answerDeployment,
  deploymentRequest,
  pausesOfNewRoles,
  persistently,
} from '../platform/custom-resource.ts';
import type { Log } from '../platform/log/log.ts';
import type { PageFiles } from './page-files.ts';
import { leftovers, manifest, releases, releasesThatStay } from './releases.ts';

/** Where the function has the release: `manifest.json`, and the files by their keys below `files`. */
const folder = 'pages';
/** The releases whose files are in the bucket. */
const releasesKey = 'releases.json';

const deployment = deploymentRequest.extend({ ResponseURL: z.url().refine(isFetchable) });

export interface Publishing {
  readonly files: PageFiles;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'error'>;
}

/**
 * Writes the release, or deletes all files with the stack, and responds to CloudFormation.
 *
 * @param home directory of the function's code
 * @throws ZodError for an event that CloudFormation does not send: there is no address to respond to
 */
export async function publishPages(
  publishing: Publishing,
  home: string,
  event: unknown,
  pauses: readonly number[] = pausesOfNewRoles,
): Promise<void> {
  const request = deployment.parse(event);
  try {
    await persistently(pauses, () =>
      request.RequestType === 'Delete' ? removeAll(publishing) : writeAll(publishing, home),
    );
  } catch (error) {
    publishing.log.error('FAILED', error);
    const reason = 'pages-upload could not write the pages: see its log';
    await answerDeployment(request, 'pages', { kind: 'failed', reason });
    return;
  }
  await answerDeployment(request, 'pages', { kind: 'done' });
}

async function writeAll({ files, clock, log }: Publishing, home: string): Promise<void> {
  const text = await readFile(join(home, folder, 'manifest.json'), 'utf8');
  const release = manifest.parse(JSON.parse(text));
  const hashed = release.filter((file) => file.hashed);
  const write = async ({ key, contentType, cacheControl }: (typeof release)[number]) => {
    const body = await readFile(join(home, folder, 'files', key));
    await files.write({ key, contentType, cacheControl, body });
  };
  // A page asks for hashed files, so they are there before it.
  await Promise.all(hashed.map(write));
  await Promise.all(release.filter((file) => !file.hashed).map(write));
  const now = { at: new Date(clock()).toISOString(), hashed: hashed.map(({ key }) => key) };
  const known = await files.read(releasesKey);
  const earlier = known === undefined ? [] : releases.parse(JSON.parse(known));
  const staying = releasesThatStay(now, earlier);
  await files.write({
    key: releasesKey,
    contentType: 'application/json; charset=utf-8',
    cacheControl: 'no-cache',
    body: JSON.stringify(staying),
  });
  const keys = [...release.map(({ key }) => key), releasesKey];
  await files.remove(leftovers(await files.keys(), keys, staying));
  log.info('PAGES_PUBLISHED', { count: release.length });
}

async function removeAll({ files }: Publishing): Promise<void> {
  await files.remove(await files.keys());
}
