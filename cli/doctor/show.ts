import type { Finding, Outcome } from './outcome.ts';

const marks: Readonly<Record<Outcome['kind'], string>> = {
  ok: 'ok       ',
  attention: 'attention',
  failed: 'FAILED   ',
  unknown: 'unknown  ',
};

/** The findings for a person. */
export function showFindings(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, outcome }) => [
    `${marks[outcome.kind]}  ${check}: ${outcome.what}`,
    ...(outcome.kind === 'ok' ? [] : [`           ${outcome.remedy}`]),
  ]);
  return [...lines, '', summary(findings)].join('\n');
}

function summary(findings: readonly Finding[]): string {
  const count = (kind: Outcome['kind']) =>
    findings.filter(({ outcome }) => outcome.kind === kind).length;
  return `${count('ok')} ok, ${count('attention')} to look at, ${count('failed')} failed, ${count('unknown')} not known`;
}
