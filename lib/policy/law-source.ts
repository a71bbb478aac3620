import type * as z from 'zod';
import type { JurisdictionId } from '../../lambda/policy/fields.ts';
import type { Elsewhere, JurisdictionLaw, Law } from '../../lambda/policy/law.ts';
import { compileLaw, compileSignal } from './law-compile.ts';
import { foreignFacts, jurisdictionFacts, lawFile } from './law-schema.ts';
import type { JurisdictionFacts } from './law-schema.ts';
import type { Finding, Path, PolicyProblem } from './problem.ts';
import { shapeFindings } from './shape.ts';
import { readText, sourceOf } from './source.ts';
import type { Source, SourceRead } from './source.ts';

type LawRead =
  | {
      readonly kind: 'read';
      readonly law: Law;
      readonly elsewhere: Elsewhere;
      readonly known: readonly JurisdictionId[];
    }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] };

/**
 * Reads the facts of some jurisdictions from `jurisdictions.yaml`, and of which places it knows the law.
 *
 * @param ids every one of the file when absent; an id that the file has not is passed over
 * @param isNamed whether the policy names a place, or the country that it is part of
 */
export function readLaw(
  directory: string,
  ids?: readonly JurisdictionId[],
  isNamed: (place: string) => boolean = () => false,
): LawRead {
  const read = lawAt(`${directory}/jurisdictions.yaml`);
  if (read.kind === 'unreadable') return { kind: 'invalid', problems: read.problems };
  const { source } = read;
  const findings: Finding[] = [];
  const law: Record<JurisdictionId, JurisdictionLaw> = {};
  const known: JurisdictionId[] = [];
  const elsewhere: Record<string, Elsewhere[string]> = {};

  const file = lawFile.safeParse(source.value);
  if (!file.success) findings.push(...malformed(source, [], file.error));
  else {
    const { jurisdictions, period_arithmetic: arithmetic } = file.data;
    known.push(...jurisdictions.map(({ id }) => id));
    for (const [index, entry] of jurisdictions.entries()) {
      const { id } = entry;
      const path: Path = ['jurisdictions', index];
      if (known.indexOf(id) < index) findings.push(repeated(path, id));
      if (ids?.includes(id) === false) continue;
      const facts = jurisdictionFacts.safeParse(entry);
      if (!facts.success) findings.push(...malformed(source, path, facts.error));
      else {
        const profile = arithmetic.profiles[facts.data.arithmetic];
        findings.push(...danglingFindings(path, facts.data, file.data));
        if (profile) law[id] = compileLaw(facts.data, profile);
      }
    }
    for (const [index, entry] of jurisdictions.entries()) {
      const facts = foreignFacts.safeParse(entry);
      if (!facts.success)
        findings.push(...malformed(source, ['jurisdictions', index], facts.error));
      else {
        const { id, places, gpc } = facts.data;
        for (const place of places.filter((each) => !isNamed(each))) {
          elsewhere[place] = { jurisdiction: id, signal: compileSignal(gpc) };
        }
      }
    }
  }
  if (findings.length > 0) return { kind: 'invalid', problems: findings.map(source.locate) };
  return { kind: 'read', law, elsewhere, known };
}

let parsed: { readonly text: string; readonly at: (path: string) => SourceRead } | undefined;

/** Most of a load is parsing this file, which seldom changes between two of them. */
function lawAt(path: string): SourceRead {
  const read = readText(path);
  if (read.kind === 'problem') return { kind: 'unreadable', problems: [read.problem] };
  if (parsed?.text !== read.text) parsed = { text: read.text, at: sourceOf(read.text) };
  return parsed.at(path);
}

const malformed = (source: Source, at: Path, { issues }: z.core.$ZodError): Finding[] =>
  shapeFindings(
    issues.map((issue) => ({ ...issue, path: [...at, ...issue.path] })),
    source,
  ).map((finding) => ({
    ...finding,
    remedy: 'Write it as the same fact of another jurisdiction is written.',
  }));

const repeated = (path: Path, id: JurisdictionId): Finding => ({
  path: [...path, 'id'],
  message: `\`${id}\` is in this file twice.`,
  remedy: 'Remove one of the two.',
});

interface Declared {
  readonly period_arithmetic: { readonly profiles: Readonly<Record<string, unknown>> };
  readonly refusal_codes: Readonly<Record<string, unknown>>;
  readonly sources: Readonly<Record<string, unknown>>;
}

/** What an entry names has to stand somewhere: profile, clocks, codes, sources. */
function danglingFindings(path: Path, facts: JurisdictionFacts, declared: Declared): Finding[] {
  const dangling = (at: Path, what: string, name: string, known: object): Finding[] =>
    Object.hasOwn(known, name)
      ? []
      : [
          {
            path: [...path, ...at],
            message: `\`${name}\` is not a ${what} of this file.`,
            remedy: `Use one of ${Object.keys(known).slice(0, 12).join(', ')}.`,
          },
        ];
  return [
    ...dangling(
      ['arithmetic'],
      'profile of period_arithmetic',
      facts.arithmetic,
      declared.period_arithmetic.profiles,
    ),
    ...Object.entries(facts.rights).flatMap(([right, { clock }]) =>
      dangling(['rights', right, 'clock'], 'clock of the jurisdiction', clock, facts.clocks),
    ),
    ...facts.refusals.flatMap(({ code }, index) =>
      dangling(['refusals', index, 'code'], 'refusal code', code, declared.refusal_codes),
    ),
    ...citationsOf(facts).flatMap(([at, src]) =>
      dangling([...at, 'src'], 'source', src, declared.sources),
    ),
  ];
}

/** Every `src` of an entry, with where it is. */
function citationsOf(value: unknown, at: Path = []): [Path, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]): [Path, string][] => {
    const step = Array.isArray(value) ? Number(name) : name;
    if (name !== 'src') return citationsOf(member, [...at, step]);
    return [member].flat().map((src): [Path, string] => [at, String(src)]);
  });
}
