import { Stage, Validations } from 'aws-cdk-lib';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
  Stack,
} from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { acknowledgeFindings } from './acknowledge-findings.ts';
import { breachesOf } from './rule.ts';
import { rules } from './rules.ts';
import type { Template } from './template.ts';

/**
 * Holds the stacks to our own rules at every synthesis, in whatever app they stand, and reports rule
 * packs of cdk-nag, where the app has them, which of their findings stand.
 */
export function comply(stacks: readonly Stack[]): void {
  for (const stack of stacks) acknowledgeFindings(stack);
  const [first] = stacks;
  const stage = first && Stage.of(first);
  if (stage === undefined) return;
  Validations.of(stage).addPlugins(new CustosRules(stacks.map(({ templateFile }) => templateFile)));
}

/** Looks at the templates of our stacks; those of others in the same app are theirs. */
class CustosRules implements IPolicyValidationPlugin {
  readonly name = 'Custos';
  readonly ruleIds = rules.map(({ name }) => name);
  readonly #templateFiles: readonly string[];

  constructor(templateFiles: readonly string[]) {
    this.#templateFiles = templateFiles;
  }

  validate({ templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    const ours = templatePaths
      .filter((path) => this.#templateFiles.some((file) => path.endsWith(file)))
      .map((path) => ({ path, template: JSON.parse(readFileSync(path, 'utf8')) as Template }));
    const all = ours.map(({ template }) => template);
    const violations = ours.flatMap(({ path, template }) =>
      breachesOf(rules, template, all).map(({ rule, logicalId, locations }): PolicyViolation => ({
        ruleName: rule.name,
        description: rule.requirement,
        fix: rule.remedy,
        severity: 'error',
        violatingResources: [
          { resourceLogicalId: logicalId, templatePath: path, locations: [...locations] },
        ],
      })),
    );
    return { success: violations.length === 0, violations };
  }
}
