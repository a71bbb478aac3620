import { breachTargetName } from '../../lambda/policy/breach-law.ts';
import type { BreachDuty } from '../../lambda/policy/breach-law.ts';
import type { JurisdictionLaw, Law } from '../../lambda/policy/law.ts';
import type { Finding } from './problem.ts';
import type { JurisdictionId, PolicyDocument } from '../../lambda/policy/schema.ts';
import { suggest } from './suggest.ts';
import { isProcessor } from '../../lambda/policy/roles.ts';
import { spanOf } from '../../lambda/policy/targets.ts';

/** What the operator has to say before the facts of the laws in use can be relied on. */
export function lawFindings(document: PolicyDocument, law: Law): Finding[] {
  const { jurisdictions } = document;
  return [
    ...Object.entries(law).flatMap(([id, facts]) => [
      ...missingTargets(id, facts, jurisdictions),
      ...unacceptedDrafts(id, facts, document),
    ]),
    ...Object.keys(jurisdictions.targets).flatMap((id) => idleTargets(id, law[id], jurisdictions)),
  ];
}

type Jurisdictions = PolicyDocument['jurisdictions'];

/** Clocks of rights that say "without undue delay" have no last day, so the operator names one. */
function missingTargets(
  id: JurisdictionId,
  facts: JurisdictionLaw,
  { targets }: Jurisdictions,
): Finding[] {
  return clocksOf(facts)
    .filter(([name, { respond, target }]) => {
      const open = respond === 'without-undue-delay';
      return open && spanOf(targets, id, name, { target }) === undefined;
    })
    .map(([name, { rights, standard, reference }]) => ({
      path: ['jurisdictions', 'targets', id, name],
      message: `${id} names no last day for ${rights.join(', ')} (${standard ?? 'without undue delay'}; ${reference}): no due date could be given.`,
      remedy: `Set your own under jurisdictions.targets: {${id}: {${name}: P30D}}.`,
    }));
}

/** Clocks that a right points to, with those rights. */
const clocksOf = ({ clocks, rights }: JurisdictionLaw) =>
  Object.entries(clocks).flatMap(([name, clock]) => {
    const pointing = Object.entries(rights).flatMap(([right, { clock: of }]) =>
      of === name ? [right] : [],
    );
    return pointing.length === 0 ? [] : [[name, { ...clock, rights: pointing }] as const];
  });

/**
 * A fact that no one read in its source is used only if the operator answers for it. People lose
 * nothing by it: the policy is refused here, before it is deployed, and never a request.
 */
function unacceptedDrafts(
  id: JurisdictionId,
  facts: JurisdictionLaw,
  { jurisdictions: { reviews }, purposes }: PolicyDocument,
): Finding[] {
  if (reviews[id]?.acceptUnverified !== undefined) return [];
  const drafts = draftsOf(facts, isProcessor({ purposes }));
  if (drafts.length === 0) return [];
  return [
    {
      path: ['jurisdictions', 'reviews', id],
      message: `Facts of ${id} in jurisdictions.yaml are drafts that were not checked in the source: ${drafts.join('; ')}.`,
      remedy: `Have them read, and say \`src\` there; or answer for them: jurisdictions.reviews: {${id}: {acceptUnverified: {reason: ...}}}.`,
    },
  ];
}

function draftsOf(facts: JurisdictionLaw, processes: boolean): string[] {
  const names = (what: string, drafts: readonly string[]) =>
    drafts.length === 0 ? [] : [`${what} ${drafts.join(', ')}`];
  const unverified = (record: Readonly<Record<string, { readonly verified: boolean }>>) =>
    Object.entries(record).flatMap(([name, { verified }]) => (verified ? [] : [name]));
  return [
    ...names('right', unverified(facts.rights)),
    ...names('clock', unverified(Object.fromEntries(clocksOf(facts)))),
    ...names(
      'ground of refusal',
      facts.refusals.flatMap(({ code, verified }) => (verified ? [] : [code])),
    ),
    ...names(
      'duty after a breach',
      unverified(facts.breach).filter((duty) => duty !== 'processor' || processes),
    ),
  ];
}

function idleTargets(
  id: JurisdictionId,
  facts: JurisdictionLaw | undefined,
  { targets }: Jurisdictions,
): Finding[] {
  const path = ['jurisdictions', 'targets', id];
  if (facts === undefined) {
    return [
      {
        path,
        at: 'key',
        message: `No person comes under ${id}, so its targets have nothing to say.`,
        remedy: 'Remove them, or name a residence.',
      },
    ];
  }
  const ofRequests = Object.entries(facts.clocks).flatMap(([name, { respond }]) =>
    respond === 'without-undue-delay' ? [name] : [],
  );
  const ofBreaches = Object.entries(facts.breach).flatMap(([duty, { within }]) =>
    within === 'without-undue-delay' ? [breachTargetName(duty as BreachDuty)] : [],
  );
  const open = [...ofRequests, ...ofBreaches];
  return Object.entries(targets[id] ?? {}).flatMap(([name, period]): Finding[] => {
    if (!open.includes(name)) {
      return [
        {
          path: [...path, name],
          at: 'key',
          message: `\`${name}\` is no clock of ${id} that leaves the last day to you.`,
          remedy: suggest(name, open),
        },
      ];
    }
    if (!period.startsWith('PT') || ofBreaches.includes(name)) return [];
    return [
      {
        path: [...path, name],
        message: `\`${name}\` is a clock of requests, whose answers are due at the end of a day.`,
        remedy: 'Write days, weeks or months: P30D. Only breach clocks count hours.',
      },
    ];
  });
}
