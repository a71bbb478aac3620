import { execFileSync, spawnSync } from 'node:child_process';
import * as z from 'zod';

/** The outside judge: an implementation of all formats that shares nothing with ours. */
export const isInstalled = spawnSync('exiftool', ['-ver']).status === 0;
export const whenMissing =
  'exiftool is missing, and only it can judge: apt-get install libimage-exiftool-perl';

const output = z.array(z.record(z.string(), z.unknown())).length(1);

/** Facts about the file and about how its picture or sound is encoded. */
const harmless = /^(?:(?:ExifTool|System|Composite):|File:(?!Comment)|SourceFile$)/;

/** All tags, also unknown ones, as `group:tag`. */
export function tagsOf(file: Uint8Array): ReadonlyMap<string, unknown> {
  const json = execFileSync('exiftool', ['-json', '-G1', '-a', '-u', '-ee', '-n', '-'], {
    input: file,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [tags = {}] = output.parse(JSON.parse(json));
  return new Map(Object.entries(tags).filter(([name]) => !harmless.test(name)));
}
