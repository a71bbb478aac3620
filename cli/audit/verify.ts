import { S3Client } from '@aws-sdk/client-s3';
import { Command, InvalidArgumentError } from 'commander';
import process from 'node:process';
import { cloudTrailKeys } from '../../lambda/audit/cloudtrail-keys.ts';
import { describeFinding, weights } from '../../lambda/audit/model/finding.ts';
import { S3TrailFiles } from '../../lambda/audit/s3-trail-files.ts';
import type { Sources, Verified } from '../../lambda/audit/verify-region.ts';
import { isComplete, verifyTrail } from '../../lambda/audit/verify-trail.ts';
import { milliseconds, parseRfc3339, systemClock, toRfc3339 } from '../../lambda/value/time.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { clientConfig, withPlaceOptions } from '../deployed/options.ts';
import type { PlaceOptions } from '../deployed/options.ts';
import { withExamples } from '../examples.ts';
import { deployedTrails } from './deployed-trails.ts';
import { placed } from './placed.ts';
import { progressLine } from './progress.ts';

interface VerifyOptions extends PlaceOptions {
  readonly from?: EpochMilliseconds;
  readonly to?: EpochMilliseconds;
  readonly json?: true;
}

const hour = 3_600_000;
const usualDays = 35;

/** CloudTrail writes the digest of an hour within the next one, and some time is left for it. */
const writtenWithin = 2 * hour;

/** `custos audit verify`: whether the trails are as CloudTrail wrote them. */
export const verifyTrailsCommand = (): Command =>
  withExamples(
    withPlaceOptions(
      new Command('verify').description(
        'verify that no file of the trails was changed or deleted, and that none is missing',
      ),
    )
      .option('--from <time>', `begin, such as 2026-11-01; ${usualDays} days ago when absent`, time)
      .option('--to <time>', 'end; two hours ago when absent, when digests are written', time)
      .option('--json', 'print the findings as JSON')
      .addHelpText(
        'after',
        [
          '',
          'Reads the digests and every log file of the period, and asks CloudTrail in each Region for its',
          'public keys. The exit code is 0 only if each trail is complete and as it was written. It needs',
          'cloudformation:ListStackResources, cloudtrail:DescribeTrails, cloudtrail:ListPublicKeys,',
          's3:ListBucket and s3:GetObject on the bucket of the trails, and kms:Decrypt with its key.',
          'Without --from, a trail may have begun in the period.',
        ].join('\n'),
      )
      .action(run),
    'custos audit verify --stage prod',
    'custos audit verify --stage prod --from 2026-11-01 --to 2026-11-08T12:00:00Z --json',
  );

function time(value: string): EpochMilliseconds {
  const parsed = parseRfc3339(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value);
  if (parsed !== undefined) return parsed;
  throw new InvalidArgumentError('It must be a day or a time, such as 2026-11-01T00:00:00Z.');
}

async function run(options: VerifyOptions, command: Command): Promise<void> {
  const written = milliseconds(systemClock() - writtenWithin);
  const from = options.from ?? milliseconds(written - usualDays * 24 * hour);
  const to = milliseconds(Math.min(options.to ?? written, written));
  if (from >= to) command.error('error: --from must be before --to, and two hours ago or earlier');
  await placed(command, options, async (where) => {
    const config = clientConfig(where);
    const sources: Sources = {
      files: new S3TrailFiles(
        new S3Client({
          ...config,
          followRegionRedirects: true,
          forcePathStyle: where.endpointUrl !== undefined,
        }),
      ),
      publicKeys: cloudTrailKeys(config),
    };
    const verified: Verified[] = [];
    const progress = progressLine();
    for (const { trail, bucket, coverage } of await deployedTrails(where)) {
      const verification = { trail, bucket, from, to, mayBegin: options.from === undefined };
      const regions = verifyTrail(sources, verification, coverage, (region) => {
        return ({ digests, logFiles }) =>
          progress.show(`${trail.name} ${region}: ${digests} digests, ${logFiles} log files`);
      });
      for await (const each of regions) verified.push(each);
    }
    progress.end();
    const period = { from: toRfc3339(from), to: toRfc3339(to) };
    const isWhole = verified.every(isComplete);
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ...period, complete: isWhole, trails: verified.map(asJson) }, null, 2)}\n`
        : `${asText(verified, period)}\n`,
    );
    if (!isWhole) process.exitCode = 1;
  });
}

const asJson = (verified: Verified) => ({
  ...verified,
  complete: isComplete(verified),
  findings: verified.findings.map((finding) => ({
    ...finding,
    weight: weights[finding.kind],
    ...('from' in finding && {
      from: toRfc3339(finding.from),
      to: toRfc3339(finding.to),
    }),
    ...('at' in finding && { at: toRfc3339(finding.at) }),
  })),
});

function asText(
  verified: readonly Verified[],
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const lines = verified.flatMap((each) => [
    `${isComplete(each) ? 'ok    ' : 'FAILED'}  ${each.trail}, ${each.region}: ${each.digests} digests, ${each.logFiles} log files`,
    ...each.findings.map(
      (finding) => `        ${weights[finding.kind]}: ${describeFinding(finding)}`,
    ),
    ...(each.further > 0 ? [`        and ${each.further} more`] : []),
  ]);
  const kinds = verified.flatMap(({ findings }) => findings.map(({ kind }) => weights[kind]));
  const count = (weight: string) => kinds.filter((each) => each === weight).length;
  return [
    `From ${from} to ${to}`,
    '',
    ...lines,
    '',
    verified.every(isComplete)
      ? 'Complete: every file is as CloudTrail wrote it, and none is missing.'
      : `Not complete: ${count('gap')} gaps, ${count('fault')} faults. See "Trail could not be verified" in docs/operate.md.`,
  ].join('\n');
}
