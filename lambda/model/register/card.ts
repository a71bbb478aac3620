import { isCompared } from '../../fairness/model/verdicts.ts';
import { writtenIn } from '../../fairness/view.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Beside } from './facts.ts';
import type { Model } from './row.ts';
import { fewestShown, showPeople } from './shown-card.ts';
import type { ModelCard } from './shown-card.ts';
import { affectedOf } from './view.ts';

/** The card of a model, from what was stated and what the register knows. */
export function cardOf(model: Model, beside: Beside, now: EpochMilliseconds): ModelCard {
  const { name, version, title, provider, state, riskClass, registeredAt, card = {} } = model;
  const { approval, assessment, evaluation, systems } = model;
  const { modelDetails, intendedUse, trainingData, quantitativeAnalyses, ...others } = card;
  const { caveatsAndRecommendations: recommendations, ...rest } = others;
  return {
    ...rest,
    modelDetails: {
      ...{ name, version, title, provider, state, riskClass, registeredAt, assessment },
      approvedAt: approval?.at,
      ...(approval?.exception && { exceptional: true as const }),
      ...modelDetails,
    },
    intendedUse: { description: model.intendedUse, ...intendedUse },
    trainingData: {
      sets: beside.sets.flatMap(({ set }) => (set ? [shownSet(set)] : [])),
      ...trainingData,
    },
    quantitativeAnalyses: {
      results: evaluation,
      ...(systems.length > 0 && {
        fairness: beside.reports.map(({ system, report }) => ({
          system,
          ...(report && {
            period: report.period,
            breached: report.breached,
            ...(isCompared(writtenIn(report)) ? {} : { compared: false as const }),
          }),
        })),
      }),
      ...quantitativeAnalyses,
    },
    caveatsAndRecommendations: {
      limits: model.limits,
      recommendations,
      affectedBy: affectedOf(model, beside).map(({ since, people: count, measure }) => ({
        since,
        people: showPeople(count),
        ...(measure && { measure: measure.kind, date: measure.date }),
      })),
    },
    annexXI: model.annexXI,
    writtenAt: toRfc3339(now),
  };
}

type Set = NonNullable<Beside['sets'][number]['set']>;

function shownSet(set: Set): ModelCard['trainingData']['sets'][number] {
  const { setId: trainingSetId, state, purpose, categories, from, to, builtAt, merkleRoot } = set;
  const isBuilt = builtAt !== undefined;
  return {
    ...{
      trainingSetId,
      state,
      purpose,
      categories: [...categories],
      from,
      to,
      builtAt,
      merkleRoot,
    },
    ...(isBuilt && { people: showPeople(set.people) }),
    ...(isBuilt &&
      set.people >= fewestShown && {
        records: Object.values(set.counts).reduce((sum, count) => sum + count, 0),
      }),
  };
}
