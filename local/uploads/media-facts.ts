import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import { parseMediaPlace } from '../adapters/media/media-place.ts';
import type { MediaPlace } from '../adapters/media/media-place.ts';
import type { LocalFunction } from '../functions.ts';

/** The bucket of media, as the templates have it. */
export interface MediaFacts {
  readonly place: MediaPlace;
  /** The name that events and rules have. */
  readonly deployedBucket: string;
  /** Origins of pages that may post forms. */
  readonly origins: readonly string[];
}

const properties = z.object({
  CorsConfiguration: z
    .object({
      CorsRules: z.array(
        z.object({
          AllowedMethods: z.array(z.string()),
          AllowedOrigins: z.array(z.string()),
        }),
      ),
    })
    .optional(),
});

/** Undefined where no function uses media. */
export function mediaFacts(
  assembly: Assembly,
  functions: readonly LocalFunction[],
): MediaFacts | undefined {
  const value = functions
    .map(({ environment }) => environment['CUSTOS_MEDIA_AT'])
    .find((text) => text !== undefined);
  if (value === undefined) return undefined;
  const place = parseMediaPlace(value);
  const bucket = assembly
    .ofType('AWS::S3::Bucket')
    .find(
      ({ logicalId, stack }) => assembly.resolver.text({ Ref: logicalId }, stack) === place.bucket,
    );
  if (bucket === undefined) return undefined;
  const { CorsConfiguration } = properties.parse(assembly.properties(bucket));
  return {
    place,
    deployedBucket: assembly.deployed.text({ Ref: bucket.logicalId }, bucket.stack),
    origins: (CorsConfiguration?.CorsRules ?? [])
      .filter(({ AllowedMethods }) => AllowedMethods.includes('POST'))
      .flatMap(({ AllowedOrigins }) => AllowedOrigins),
  };
}
