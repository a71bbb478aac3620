import { expect, test } from 'vitest';
import { neededRules } from '../../cli/doctor/event-bus.ts';
import { synthesize, templatesOf } from '../stacks/templates.ts';

test('custos doctor asks for space for every rule of the default event bus, and little more', () => {
  const rules = templatesOf(synthesize('prod'))
    .flatMap(({ Resources }) => Object.values(Resources))
    .filter(({ Type }) => Type === 'AWS::Events::Rule')
    .filter(({ Properties }) => Properties['EventBusName'] === undefined);

  expect(rules.length).toBeGreaterThan(20);
  expect(neededRules).toBeGreaterThanOrEqual(rules.length);
  expect(neededRules).toBeLessThan(rules.length + 10);
});
