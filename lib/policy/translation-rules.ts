import type { Finding } from './problem.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { suggest } from './suggest.ts';

/** A translation speaks of what the policy declares. */
export const translationFindings = ({
  translations,
  categories,
  purposes,
}: PolicyDocument): Finding[] =>
  Object.entries(translations).flatMap(([locale, translation]) => [
    ...unknownIn(['translations', locale, 'categories'], 'category', translation, categories),
    ...unknownIn(['translations', locale, 'purposes'], 'purpose', translation, purposes),
  ]);

function unknownIn(
  path: readonly [string, string, 'categories' | 'purposes'],
  what: string,
  translation: PolicyDocument['translations'][string],
  declared: Readonly<Record<string, unknown>>,
): Finding[] {
  return Object.keys(translation[path[2]])
    .filter((id) => !Object.hasOwn(declared, id))
    .map((id) => ({
      path: [...path, id],
      at: 'key',
      message: `\`${id}\` is not a ${what} of this policy.`,
      remedy: suggest(id, Object.keys(declared)),
    }));
}
