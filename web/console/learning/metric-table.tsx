import type { Schemas } from '../../app/api.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { wordOf } from '../../app/known.ts';

const tones: Readonly<Record<string, string>> = {
  established: ' bad',
  possible: ' warning',
  within: ' good',
};

/** How far groups are apart, against the thresholds. */
export function MetricTable(props: {
  readonly of: Schemas['FairnessComparison'];
  readonly title: string;
  readonly name: string;
}) {
  const { of, title, name } = props;
  const { words, locale } = useLanguage();
  const { fairness: said } = words.learning;
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const decimal = (value: number | undefined) => value !== undefined && decimals.format(value);
  const metrics = Object.entries(of.metrics);
  if (metrics.length === 0) return <p>{said.noMetric}</p>;
  return (
    <PlainTable
      caption={said.apart(title)}
      csv={name}
      heads={[said.metric, said.value, said.interval, said.pValue, said.threshold, said.verdict]}
      rows={metrics.map(([metric, value]) => {
        const interval = of.intervals[metric];
        const verdict = of.verdicts.find((one) => one.metric === metric);
        return [
          metric,
          wordOf(said.metrics, metric),
          decimal(value),
          interval !== undefined &&
            said.range(decimals.format(interval[0]), decimals.format(interval[1])),
          decimal(of.pValues[metric]),
          decimal(verdict?.threshold),
          verdict !== undefined && (
            <span key="verdict" className={`tag${tones[verdict.kind] ?? ''}`}>
              {wordOf(said.verdicts, verdict.kind)}
            </span>
          ),
        ];
      })}
    />
  );
}
