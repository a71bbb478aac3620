import { existsSync } from 'node:fs';
import { systemClock } from '../../lambda/value/time.ts';
import { basisFindings } from './basis-rules.ts';
import { lawFindings } from './law-rules.ts';
import { isNamed } from '../../lambda/policy/jurisdictions.ts';
import { readLaw } from './law-source.ts';
import { readMailTexts } from './mail-texts.ts';
import { readNotices } from './notices.ts';
import { civilDate } from '../../lambda/policy/periods.ts';
import { placeholderFindings, placeholderProblems } from './placeholders.ts';
import { PolicyInvalidError } from './problem.ts';
import type { PolicyProblem } from './problem.ts';
import { jurisdictionsInUse, withholdFindings } from './purpose-rules.ts';
import { establishmentLawFindings } from './establishment-rules.ts';
import { unknownLawFindings } from './jurisdiction-rules.ts';
import { ageFindings } from './people-rules.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { shellWord } from '../shell.ts';
import { readSource } from './source.ts';
import { validatePolicy } from './validate.ts';
import { policyVersion, sealed } from '../../lambda/policy/version.ts';
import { policyWarnings } from './warnings.ts';
import { readWebLogo } from './web-rules.ts';
import type { Logo } from '../web/logo.ts';

export type PolicyLoad =
  | {
      readonly kind: 'loaded';
      readonly policy: Policy;
      readonly warnings: readonly PolicyProblem[];
      /** What is still as in the example. Nothing that people rely on may be deployed with it. */
      readonly placeholders: readonly PolicyProblem[];
      /** It is not in the policy, which every function carries. */
      readonly logo?: Logo;
    }
  | { readonly kind: 'invalid'; readonly errors: readonly PolicyProblem[] };

export interface LoadOptions {
  /** Civil date against which agreements and notices are judged; today when absent. */
  readonly today?: string;
}

/**
 * Reads `policy.yaml`, `jurisdictions.yaml`, the notices and the mails of a directory. Everything that is
 * wrong is reported at once, as far as the parts can be read.
 */
export function loadPolicy(directory: string, options: LoadOptions = {}): PolicyLoad {
  const root = directory.replaceAll('\\', '/').replace(/\/+$/, '');
  if (!existsSync(`${root}/policy.yaml`)) return { kind: 'invalid', errors: [absent(root)] };
  const file = readSource(`${root}/policy.yaml`);
  if (file.kind === 'unreadable') return { kind: 'invalid', errors: file.problems };
  const { source } = file;

  const validation = validatePolicy(source);
  if (validation.kind === 'misshapen') {
    return { kind: 'invalid', errors: ordered(validation.findings.map(source.locate)) };
  }
  const { document } = validation;
  const notices = readNotices(root, document);
  const texts = readMailTexts(root, document);
  const { logo, findings: logoFindings } = readWebLogo(root, document);
  const { residences } = document.jurisdictions;
  const read = readLaw(root, jurisdictionsInUse(document), (place) => isNamed(residences, place));
  const { law, elsewhere } = read.kind === 'read' ? read : { law: {}, elsewhere: {} };
  const findings = [
    ...validation.findings,
    ...notices.findings,
    ...logoFindings,
    ...(read.kind === 'read'
      ? [
          ...unknownLawFindings(document, read.known),
          ...basisFindings(document, law),
          ...withholdFindings(document, law),
          ...establishmentLawFindings(document, law),
          ...ageFindings(document, law),
          ...lawFindings(document, law),
        ]
      : []),
  ];
  const errors = [
    ...ordered(findings.map(source.locate)),
    ...notices.problems,
    ...texts.problems,
    ...(read.kind === 'invalid' ? read.problems : []),
  ];
  if (errors.length > 0) return { kind: 'invalid', errors };

  const content = { ...document, published: notices.published, mails: texts.mails, law, elsewhere };
  const policy = sealed<Policy>({ ...content, version: policyVersion(content) });
  const today = options.today ?? civilDate(systemClock(), document.controller.timeZone);
  const warnings = [
    ...ordered(policyWarnings(document, { law, elsewhere }, today).map(source.locate)),
    ...texts.warnings,
  ];
  const placeholders = [
    ...ordered(placeholderFindings(document).map(source.locate)),
    ...placeholderProblems(root, notices.published),
  ];
  return { kind: 'loaded', policy, warnings, placeholders, ...(logo && { logo }) };
}

const absent = (root: string): PolicyProblem => ({
  file: `${root}/policy.yaml`,
  line: 1,
  column: 1,
  path: '',
  message: 'There is no policy in this folder.',
  remedy: `Name the folder that has one, or write one to begin with: npx custos policy init ${shellWord(root)}`,
});

/** @throws PolicyInvalidError whose message lists every problem with file, line and remedy */
export const loadPolicyOrThrow = (directory: string, options: LoadOptions = {}): Policy =>
  loadedOrThrow(directory, options).policy;

/** @throws PolicyInvalidError whose message lists every problem with file, line and remedy */
export function loadedOrThrow(
  directory: string,
  options: LoadOptions = {},
): Extract<PolicyLoad, { kind: 'loaded' }> {
  const load = loadPolicy(directory, options);
  if (load.kind === 'invalid') throw new PolicyInvalidError(load.errors);
  return load;
}

const ordered = (problems: readonly PolicyProblem[]): PolicyProblem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
