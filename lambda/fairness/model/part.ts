import type { SubjectId } from '../../value/ids.ts';

/** Partitions of the index over which the outcomes of one period are spread. */
export const partCount = 16;

export interface PeriodOfSystem {
  readonly system: string;
  readonly period: string;
}

export const partNamed = ({ system, period }: PeriodOfSystem, part: number): string =>
  `${system}#${period}#${String(part).padStart(2, '0')}`;

/** Subject ids are random (UUIDv4), so their first digits are spread evenly. */
export const partOf = (of: PeriodOfSystem, subjectId: SubjectId): string =>
  partNamed(of, Number.parseInt(subjectId.slice(0, 2), 16) % partCount);

export function periodIn(part: string): PeriodOfSystem {
  const [system = '', period = ''] = part.split('#');
  return { system, period };
}
