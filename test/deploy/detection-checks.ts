import { detections } from '../../lib/audit/detections.ts';
import { event, patterns } from '../support/event-patterns.ts';
import { detectionRules } from '../support/detection-rules.ts';
import { fits } from '../stacks/event-pattern.ts';
import type { Programs } from './programs.ts';
import { Ruler } from './ruler.ts';
import type { Steps } from './steps.ts';

/** Matches every sample event with every rule of stage `prod`, by the matcher of AWS. */
export async function checkDetections(
  steps: Steps,
  programs: Programs,
  directory: string,
): Promise<void> {
  const ruler = await steps.need('Event Ruler, the matcher of EventBridge', () =>
    Ruler.get(programs),
  );
  const { rules, samples } = detectionRules('prod');
  const all = Object.entries(samples).flatMap(([id, { fires, silent }]) => [
    ...fires.map((sample) => ({ id, reported: true, ...sample })),
    ...silent.map((sample) => ({ id, reported: false, ...sample })),
  ]);
  const matched = await steps.need(`it reads ${rules.size} rules and ${all.length} events`, () =>
    ruler.match(
      rules,
      all.map(({ event }) => event),
      directory,
    ),
  );
  const results = all.map((sample, index) => ({ ...sample, matched: matched[index] ?? [] }));
  for (const { id } of detections) {
    await steps.check(`rule ${id} reports its events and no others`, () => {
      const wrong = results.filter(
        (each) => each.id === id && each.matched.includes(id) !== each.reported,
      );
      if (wrong.length > 0) throw new TypeError(wrong.map(({ what }) => what).join('; '));
    });
  }
  await steps.check('the matcher of the embedded runtime agrees on every operator', async () => {
    const operators = new Map(patterns.map(([what, detail]) => [what, { detail }]));
    const [agreed = []] = await ruler.match(operators, [event], directory);
    const differences = patterns.filter(([what, , reported]) => agreed.includes(what) !== reported);
    if (differences.length > 0) throw new TypeError(differences.map(([what]) => what).join('; '));
  });
  await steps.check('the matcher of the embedded runtime agrees on every rule and event', () => {
    const differences = results.flatMap(({ what, event, matched: ids }) =>
      [...rules]
        .filter(([id, pattern]) => fits(pattern, event) !== ids.includes(id))
        .map(([id]) => `${id}: ${what}`),
    );
    if (differences.length > 0) throw new TypeError(differences.join('; '));
  });
}
