import type { Policy } from '../../policy/schema.ts';
import { taskActions } from '../../policy/vocabulary.ts';
import type { TaskAction } from '../../policy/vocabulary.ts';
import { pairs, pointer } from '../../policy/leaves.ts';
import { listed, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { detail, fieldChanges, reportsIn } from './fields.ts';
import { showIdIssuer } from './id-issuer.ts';
import type { Field, Fields } from './fields.ts';

type System = Policy['systems'][string];

const { report, value, period, list } = reportsIn('Systems');

const entry = (system: string) => ({
  name: system,
  at: [pointer('systems', system)],
  facts: { system },
});

/** The other stores that requests of people reach, and what they cannot do. */
export const systemChanges: Rule = (from, to) => {
  const { added, removed, common } = pairs(from.systems, to.systems);
  return [
    ...added.map(([id, system]) => {
      const abilities = abilitiesOf(system);
      const { categories, connector } = system;
      const words = sentences(
        `System ${id} is new: ${connector.kind} with ${listed(categories)}.`,
        abilities.length === 0
          ? 'Requests say why nothing is done there.'
          : `Requests ${listed(abilities)} there as well.`,
      );
      const facts = { system: id, connector: connector.kind, categories, abilities };
      return report('system-added', { ...entry(id), facts }, words);
    }),
    ...removed.map(([id, { categories, connector }]) =>
      report(
        'system-removed',
        { ...entry(id), facts: { system: id, connector: connector.kind, categories } },
        sentences(
          `System ${id} is gone: requests no longer reach ${listed(categories)} there.`,
          'Requests that are open end without it.',
        ),
        'fewer-rights',
      ),
    ),
    ...common.flatMap(([id, before, after]) => fieldChanges(fields, entry(id), before, after)),
  ];
};

const abilitiesOf = ({ cannot }: System): readonly TaskAction[] =>
  taskActions.filter((action) => cannot[action] === undefined);

/** What a system cannot do any more, can do now, or cannot do for another reason. */
const cannot: Field<System['cannot']> = (system, from, to) =>
  taskActions.flatMap((action): Change[] => {
    const [was, is] = [from[action], to[action]];
    const facts = { system: system.name, action };
    const place = { at: system.at.map((at) => `${at}${pointer(action)}`), facts };
    if (was === undefined && is !== undefined) {
      const words = `${system.name} cannot ${action} any more (${is.ground}): requests say so.`;
      const lost = { ...place, facts: { ...facts, ground: is.ground } };
      return [report('ability-lost', lost, words, 'fewer-rights')];
    }
    if (was !== undefined && is === undefined) {
      return [report('ability-gained', place, `${system.name} can ${action} now.`)];
    }
    if (was !== undefined && is !== undefined && was.ground !== is.ground) {
      const words = `${system.name} cannot ${action} because of ${is.ground} instead of ${was.ground}.`;
      const change = { ...place, facts: { ...facts, from: was.ground, to: is.ground } };
      return [report('inability-ground-changed', change, words)];
    }
    return [];
  });

/** What is found in the system, and how. Where the settings are, the operator compares. */
const connector: Field<System['connector']> = (system, from, to) =>
  from.kind === to.kind ? settings(system, from, to) : kind(system, from.kind, to.kind);
const settings = value<System['connector']>('connector-settings-changed', (system) =>
  sentences(
    `How people are found in ${system} has changed.`,
    `Try it: npx custos systems check --system ${system}.`,
  ),
);
const kind = value<string>(
  'connector-changed',
  (system, was, is) =>
    `${system} is reached by ${is} instead of ${was}. Try it: npx custos systems check --system ${system}.`,
);

const fields: Fields<System> = {
  title: detail,
  owner: detail,
  categories: list(
    'system-categories-changed',
    {
      added: (system, items) => `Requests reach ${items} in ${system} as well.`,
      removed: (system, items) => `Requests no longer reach ${items} in ${system}.`,
    },
    { removed: 'fewer-rights' },
  ),
  recipient: value<string | undefined>(
    'system-recipient-changed',
    (system, was = 'us', is = 'us') => `${system} is of ${is} instead of ${was}.`,
  ),
  issuer: value<string | undefined>(
    'system-issuer-changed',
    (system, was, is) =>
      `People are found in ${system} by ids of ${showIdIssuer(is)} instead of ${showIdIssuer(was)}.`,
  ),
  timeAllowed: period('time-allowed-changed', (system, was, is, direction) =>
    direction === 'same'
      ? `Requests wait for ${system} for ${is}, as before.`
      : `Requests wait ${direction} for ${system}: ${is} instead of ${was}.`,
  ),
  cannot,
  connector,
};
