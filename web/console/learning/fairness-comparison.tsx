import type { Schemas } from '../../app/api.tsx';
import { IntervalChart } from '../chart/interval-chart.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { wordOf } from '../../app/known.ts';
import { groupName } from './group-name.ts';
import { MetricTable } from './metric-table.tsx';
import { usePercent } from './percent.ts';

export type Attributes = Schemas['MonitoredSystems']['items'][number]['attributes'];
type Group = Schemas['FairnessGroup'];
type Rate = Pick<NonNullable<Group['labels']>['truePositiveRate'], 'value' | 'interval'>;

/** The groups of an attribute, or of two together: their rates, and how far they are apart. */
export function FairnessComparison(props: {
  readonly of: Schemas['FairnessComparison'];
  readonly attributes: Attributes;
  readonly name: string;
}) {
  const { of, attributes, name } = props;
  const { words, format } = useLanguage();
  const { fairness: said, suppressed, hidden } = words.learning;
  const percent = usePercent();
  const titles = of.by.map(
    (id) =>
      attributes.find(({ attribute }) => attribute === id)?.title ?? wordOf(said.attributes, id),
  );
  const title = said.by(format.list(titles));
  const rate = (one: Rate | undefined) =>
    one === undefined ? '' : said.rate(percent(one.value), ...percent.range(one.interval));
  const selection = ({ selectionRate, interval }: Group): Rate | undefined =>
    selectionRate === undefined || interval === undefined
      ? undefined
      : { value: selectionRate, interval };
  return (
    <section>
      <h3>{title}</h3>
      {of.missing > 0 && <p className="quiet">{said.missing(percent(of.missing))}</p>}
      <IntervalChart
        title={said.chart(title)}
        tick={percent}
        rows={of.groups.map((one) => ({
          key: groupName(one.group),
          name: groupName(one.group),
          value: one.selectionRate,
          interval: one.interval,
          text: one.selectionRate === undefined ? hidden : percent(one.selectionRate),
        }))}
      />
      <PlainTable
        caption={said.groups(title)}
        heads={[
          ...[said.group, said.people, said.outcomes],
          ...[said.selectionRate, said.truePositives, said.falsePositives],
        ]}
        rows={of.groups.map((one) => [
          groupName(one.group),
          groupName(one.group),
          one.people === undefined ? suppressed : format.number(one.people),
          one.n !== undefined && format.number(one.n),
          rate(selection(one)),
          rate(one.labels?.truePositiveRate),
          rate(one.labels?.falsePositiveRate),
        ])}
        csv={{
          name,
          heads: [
            ...[...of.by, 'suppressed', 'people', 'outcomes', 'selectionRate', 'low', 'high'],
            ...['truePositiveRate', 'falsePositiveRate'],
          ],
          rows: of.groups.map((one) => [
            ...of.by.map((attribute) => one.group[attribute]),
            one.suppressed ? 'true' : '',
            ...[one.people, one.n, one.selectionRate, one.interval?.[0], one.interval?.[1]],
            ...[one.labels?.truePositiveRate.value, one.labels?.falsePositiveRate.value],
          ]),
        }}
      />
      <MetricTable of={of} title={title} name={`${name}-metrics`} />
    </section>
  );
}
