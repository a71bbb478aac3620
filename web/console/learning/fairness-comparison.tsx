import type { Schemas } from '../../app/api.tsx';
import { IntervalChart } from '../chart/interval-chart.tsx';
import { useLanguage } from '../language.ts';
import { ListTable } from '../list/list-table.tsx';
import { groupName } from './group-name.ts';
import { MetricTable } from './metric-table.tsx';
import { usePercent } from './percent.ts';

type Group = Schemas['FairnessGroup'];
type Rate = Pick<NonNullable<Group['labels']>['truePositiveRate'], 'value' | 'interval'>;

/** The groups of an attribute, or of two together: their rates, and how far they are apart. */
export function FairnessComparison(props: {
  readonly of: Schemas['FairnessComparison'];
  readonly name: string;
}) {
  const { of, name } = props;
  const { words, texts, format } = useLanguage();
  const { fairness: said, suppressed } = words.learning;
  const percent = usePercent();
  const attributes = of.by.map(
    (id) => texts.fairness.attributes[id]?.title ?? said.attributes[id] ?? id,
  );
  const title = said.by(format.list(attributes));
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
          text: one.selectionRate === undefined ? suppressed : percent(one.selectionRate),
        }))}
      />
      <ListTable
        caption={said.groups(title)}
        rows={of.groups}
        keyOf={({ group }) => groupName(group)}
        columns={[
          { head: said.group, cell: ({ group }) => groupName(group) },
          {
            head: said.people,
            cell: ({ people }) => (people === undefined ? suppressed : format.number(people)),
          },
          { head: said.outcomes, cell: ({ n }) => n !== undefined && format.number(n) },
          { head: said.selectionRate, cell: (one) => rate(selection(one)) },
          { head: said.truePositives, cell: ({ labels }) => rate(labels?.truePositiveRate) },
          { head: said.falsePositives, cell: ({ labels }) => rate(labels?.falsePositiveRate) },
        ]}
        csv={{
          name,
          columns: [
            { head: of.by.join(' + '), value: ({ group }) => Object.values(group).join(' + ') },
            { head: 'suppressed', value: ({ suppressed: isHidden }) => (isHidden ? 'true' : '') },
            { head: 'people', value: ({ people }) => people },
            { head: 'outcomes', value: ({ n }) => n },
            { head: 'selectionRate', value: ({ selectionRate }) => selectionRate },
            { head: 'low', value: ({ interval }) => interval?.[0] },
            { head: 'high', value: ({ interval }) => interval?.[1] },
            { head: 'truePositiveRate', value: ({ labels }) => labels?.truePositiveRate.value },
            { head: 'falsePositiveRate', value: ({ labels }) => labels?.falsePositiveRate.value },
          ],
        }}
      />
      <MetricTable of={of} title={title} name={`${name}-metrics`} />
    </section>
  );
}
