import type { Schemas } from '../../app/api.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { wordOf } from '../../app/known.ts';
import { FairnessComparison } from './fairness-comparison.tsx';
import type { Attributes } from './fairness-comparison.tsx';
import { FairnessReview } from './fairness-review.tsx';

/** A report: what is beyond a threshold, what is done about it, and the figures. */
export function FairnessReport(props: {
  readonly of: Schemas['FairnessReport'];
  readonly attributes: Attributes;
}) {
  const { of, attributes } = props;
  const { words, format } = useLanguage();
  const { fairness: said } = words.learning;
  const { breached, review, reportId } = of;
  return (
    <>
      <h2>{said.titleOf(of.title, of.period)}</h2>
      {breached.length === 0 ? (
        <p>{said.nothingBreached}</p>
      ) : (
        <Message tone="warning">
          <p>{said.breached(format.list(breached.map((one) => wordOf(said.metrics, one))))}</p>
        </Message>
      )}
      <Facts
        of={[
          [said.reported, format.time(of.reportedAt)],
          [said.outcomes, format.number(of.n)],
          [said.leftOut, format.number(of.leftOut)],
          [said.unknown, format.number(of.unknown)],
          [said.smallest, format.number(of.minimumGroup)],
        ]}
      />
      {review !== undefined && <FairnessReview {...{ reportId, review }} />}
      {[of, ...of.comparisons].map((comparison) => (
        <FairnessComparison
          key={comparison.by.join()}
          of={comparison}
          attributes={attributes}
          name={`fairness-${reportId}-${comparison.by.join('-')}`}
        />
      ))}
    </>
  );
}
