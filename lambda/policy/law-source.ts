import { compileLaw, jurisdictionSchema, lawSchema } from './law.ts';
import type { JurisdictionLaw } from './law.ts';
import type { Finding, Path, PolicyProblem } from './problem.ts';
import { jurisdictionsInUse } from './purpose-rules.ts';
import type { JurisdictionId, PolicyDocument } from './schema.ts';
import { readSource } from './source.ts';

type Law = Partial<Record<JurisdictionId, JurisdictionLaw>>;
type LawRead =
  | { readonly kind: 'read'; readonly law: Law }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] };

/** Reads the facts of the jurisdictions that the policy uses from `jurisdictions.yaml`. */
export function readLaw(directory: string, document: PolicyDocument): LawRead {
  const read = readSource(`${directory}/jurisdictions.yaml`);
  if (read.kind === 'unreadable') return { kind: 'invalid', problems: read.problems };
  const { source } = read;
  const findings: Finding[] = [];
  const law: Law = {};

  const parsed = lawSchema.safeParse(source.value);
  if (!parsed.success) findings.push(...parsed.error.issues.map((issue) => malformed([], issue)));
  else {
    const { jurisdictions, period_arithmetic: arithmetic } = parsed.data;
    for (const id of jurisdictionsInUse(document)) {
      const index = jurisdictions.findIndex((entry) => entry.id === id);
      const path: Path = ['jurisdictions', index];
      const facts = jurisdictionSchema.safeParse(jurisdictions[index]);
      if (index < 0) findings.push(unknownJurisdiction(id));
      else if (!facts.success) {
        findings.push(...facts.error.issues.map((issue) => malformed(path, issue)));
      } else {
        const roll = arithmetic.profiles[facts.data.arithmetic]?.last_day_roll;
        if (roll !== 'next-working-day' && roll !== 'none') {
          findings.push(unknownArithmetic([...path, 'arithmetic']));
        } else {
          findings.push(...unknownClocks(path, facts.data));
          law[id] = compileLaw(facts.data, roll);
        }
      }
    }
  }
  if (findings.length > 0) return { kind: 'invalid', problems: findings.map(source.locate) };
  return { kind: 'read', law };
}

const malformed = (
  at: Path,
  { path, message }: { path: readonly PropertyKey[]; message: string },
): Finding => ({
  path: [...at, ...path.filter((step) => typeof step !== 'symbol')],
  message: `The legal fact does not have its form: ${message}.`,
  remedy: 'Write it as the same fact of another jurisdiction is written.',
});

const unknownJurisdiction = (id: JurisdictionId): Finding => ({
  path: ['jurisdictions'],
  at: 'key',
  message: `policy.yaml uses ${id}, of which nothing stands here.`,
  remedy: `Restore the entry \`- id: ${id}\`.`,
});

const unknownArithmetic = (path: Path): Finding => ({
  path,
  message: 'No profile of period_arithmetic that the program can compute has this name.',
  remedy: 'Name a profile whose last_day_roll is next-working-day or none.',
});

function unknownClocks(
  path: Path,
  {
    clocks,
    rights,
  }: { clocks: Record<string, unknown>; rights: Record<string, { clock: string }> },
): Finding[] {
  return Object.entries(rights)
    .filter(([, { clock }]) => !Object.hasOwn(clocks, clock))
    .map(([right]) => ({
      path: [...path, 'rights', right, 'clock'],
      message: 'The right names a clock that the jurisdiction does not have.',
      remedy: `Use one of ${Object.keys(clocks).join(', ')}.`,
    }));
}
