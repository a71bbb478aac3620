import * as z from 'zod';

const count = z.int().nonnegative();

/** Rows and files that are left of one erased person, by table; `media` are files. */
export const residue = z.object({ subjectSha256: z.string(), rows: z.record(z.string(), count) });
export type Residue = z.output<typeof residue>;

/** What a scan has read. Counts and hashes of random ids alone: it is checkpointed. */
export const found = z.object({
  /** Parts that were read to their end. */
  parts: count,
  rows: count,
  /** The same by table: a control. */
  tables: z.record(z.string(), count),
  files: count,
  /** Rows of people who were not looked for: a pass that sees none is inconclusive. */
  others: count,
  /** People with exempt rows that it saw, by the beginnings of their hashes: a control. */
  seen: z.array(z.string()),
  residue: z.array(residue),
  /** More people had residue than are listed: who is not listed is not verified. */
  isCut: z.boolean(),
});
export type Found = z.output<typeof found>;

export const nothingFound: Found = {
  ...{ parts: 0, rows: 0, tables: {}, files: 0, others: 0, seen: [], residue: [], isCut: false },
};

/** People with residue that one checkpoint lists. */
export const maximumResidues = 500;
/** 48 bits: two of 10,000 people have the same beginning in one of some five million passes. */
const seenDigits = 12;
export const seenAs = (subjectSha256: string): string => subjectSha256.slice(0, seenDigits);

/** What several scans have found together. */
export function together(all: readonly Found[]): Found {
  const sum = (of: (each: Found) => number): number =>
    all.reduce((more, each) => more + of(each), 0);
  const tables: Record<string, number> = {};
  for (const each of all) addTo(tables, each.tables);
  const people = new Map<string, Record<string, number>>();
  for (const { subjectSha256, rows } of all.flatMap((each) => each.residue)) {
    const known = people.get(subjectSha256) ?? {};
    addTo(known, rows);
    people.set(subjectSha256, known);
  }
  return {
    parts: sum(({ parts }) => parts),
    rows: sum(({ rows }) => rows),
    tables,
    files: sum(({ files }) => files),
    others: sum(({ others }) => others),
    seen: [...new Set(all.flatMap(({ seen }) => seen))],
    residue: [...people].map(([subjectSha256, rows]) => ({ subjectSha256, rows })),
    isCut: all.some(({ isCut }) => isCut),
  };
}

function addTo(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
}
