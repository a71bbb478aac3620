import { deployment } from '../compliance/deployment.ts';
import { account, region } from '../compliance/literals.ts';
import { at, every } from '../stacks/templates.ts';
import { detectionEvents } from './detection-events.ts';

type Pattern = Readonly<Record<string, unknown>>;

/** The patterns of all detections as they are deployed, by id, and events for them. */
export function detectionRules(stage: 'dev' | 'prod'): {
  readonly rules: ReadonlyMap<string, Pattern>;
  readonly samples: ReturnType<typeof detectionEvents>;
} {
  const where = deployment(stage);
  const { audit, watch } = where.synthesized;
  const rulesOf = (stack: 'audit' | 'watch', prefix: RegExp): [id: string, Pattern][] =>
    every({ audit: audit!, watch }[stack], 'AWS::Events::Rule')
      .filter(([id]) => prefix.test(id))
      .map(([id, { Properties }]) => [
        id.replace(prefix, '').slice(0, -8),
        where.literal(stack, Properties['EventPattern']) as Pattern,
      ]);
  const rules = new Map([
    ...rulesOf('audit', /^WatchReports/),
    ...rulesOf('watch', /^AlarmsKeyWatch(?=Takeover)/),
  ]);
  const [key = ''] = at(rules.get('KeyTamper'), 'detail', 'resources', 'ARN') as string[];
  return { rules, samples: detectionEvents({ account, region, deployment: stage, key }) };
}
