import { Command, InvalidArgumentError, Option } from 'commander';
import { existsSync } from 'node:fs';
import { scriptedIncidents } from '../local/gameday/incidents.ts';
import { play } from '../local/gameday/play.ts';
import { reportOf } from '../local/gameday/report.ts';
import { bar, shortfalls } from '../local/gameday/score.ts';
import type { Score } from '../local/gameday/score.ts';

interface Options {
  readonly people: number;
  readonly policy?: string;
  readonly only?: string;
  readonly keep?: string;
  readonly json?: true;
}

// With fewer, one person too many is below the bar.
const fewestPeople = 6;
const names = scriptedIncidents.map(({ name }) => name);

/** `custos gameday`: scripted incidents on the embedded runtime, handled as staff would, with scores. */
export function gamedayCommand(): Command {
  return new Command('gameday')
    .description(
      'Plays scripted incidents with invented people on this machine, and handles each by the API as staff ' +
        `would. Exits 1 if one is below the bar: noticed within ${bar.detectedAfterMilliseconds / 1000} s, the right ` +
        'clock, every affected person found, contained and undone, each person informed once.',
    )
    .option(
      '--people <count>',
      `how many people take part, at least ${fewestPeople}`,
      peopleCount,
      12,
    )
    .option('--policy <directory>', 'folder with policy.yaml; the example policy when absent')
    .addOption(new Option('--only <incident>', 'play this one').choices(names))
    .option('--keep <directory>', 'keep what the runtimes stored there')
    .option('--json', 'print the scores as JSON')
    .action(async ({ people, policy, only, keep, json }: Options, command: Command) => {
      if (policy !== undefined && !existsSync(`${policy}/policy.yaml`)) {
        command.error(`error: ${policy} holds no policy.yaml; name the folder with --policy`);
      }
      const chosen = scriptedIncidents.filter(({ name }) => only === undefined || name === only);
      const options = { people, policyDirectory: policy, keep };
      const scores: Score[] = [];
      for (const incident of chosen) {
        scores.push(await play(incident, options, progress(incident.name)));
      }
      clear();
      const failed = scores.filter((score) => shortfalls(score).length > 0);
      console.log(json ? JSON.stringify(scores.map(withShortfalls), null, 2) : reportOf(scores));
      if (failed.length > 0) process.exitCode = 1;
    });
}

const withShortfalls = (score: Score) => ({ ...score, belowTheBar: shortfalls(score) });

const progress = (incident: string) => (what: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${incident}: ${what}`);
};

const clear = () => {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
};

function peopleCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= fewestPeople) return count;
  throw new InvalidArgumentError(`give a whole number of at least ${fewestPeople}`);
}
