import * as z from 'zod';

const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const document = z.object({
  Statement: z.array(
    z.object({
      Effect: z.enum(['Allow', 'Deny']),
      Action: texts.optional(),
      Condition: z.object({ ArnNotLike: z.record(z.string(), texts).optional() }).optional(),
    }),
  ),
});

/**
 * The ARN patterns that a table's policy exempts where it denies DeleteTable: the roles under which a
 * deployment may change it (lib/constructs/append-only-policy.ts).
 */
export function rolesThatReshape(policy: string | undefined): readonly string[] {
  if (policy === undefined) return [];
  return document
    .parse(JSON.parse(policy))
    .Statement.filter(
      ({ Effect: effect, Action: actions = [] }) =>
        effect === 'Deny' && actions.includes('dynamodb:DeleteTable'),
    )
    .flatMap(({ Condition: condition }) => condition?.ArnNotLike?.['aws:PrincipalArn'] ?? []);
}

/** As the IAM operator ArnLike: each of the six parts may hold `*` and `?`, and matches as a whole. */
export function arnLike(pattern: string, arn: string): boolean {
  const [wanted, given] = [partsOf(pattern), partsOf(arn)];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => expressionOf(part).test(given[index] ?? ''))
  );
}

const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
};

const expressionOf = (part: string): RegExp =>
  new RegExp(
    `^${part
      .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
