import { nameIn } from '../../app/locale.ts';
import { SomeOf } from '../../app/components/choices.tsx';
import { CategoryChoice } from '../form/category-choice.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { CorrectionFields } from './correction-fields.tsx';
import { detailOf, needsReason } from './entry.ts';
import type { Kind } from './entry.ts';
import type { StepProps } from './who.tsx';

/** What is asked for, and what the kind needs for it. */
export function What({ entry, set }: StepProps) {
  const { words, locale, locales } = useLanguage();
  const { behalf: said, terms } = words;
  const kinds = Object.keys(detailOf) as Kind[];
  return (
    <>
      <SelectField
        label={said.kind}
        value={entry.kind}
        options={kinds.map((kind) => [kind, terms.kind[kind]] as const)}
        choose={(kind) => set({ kind })}
      />
      <Details entry={entry} set={set} />
      <TextField
        label={said.reason}
        help={said.reasonHelp}
        rows={4}
        maxLength={2_000}
        isRequired={needsReason(entry.kind)}
        value={entry.reason}
        set={(reason) => set({ reason })}
      />
      <SelectField
        label={said.language}
        value={entry.locale}
        options={locales.map((one) => [one, nameIn(one, locale)] as const)}
        choose={(chosen) => set({ locale: chosen })}
      />
    </>
  );
}

function Details({ entry, set }: StepProps) {
  const { words, texts } = useLanguage();
  const { behalf: said } = words;
  switch (entry.kind && detailOf[entry.kind]) {
    case 'categories':
      return (
        <CategoryChoice
          legend={said.categories}
          help={said.all}
          chosen={entry.categories}
          choose={(categories) => set({ categories })}
        />
      );
    case 'purposes':
      return (
        <>
          <SomeOf
            legend={said.purposes}
            options={Object.entries(texts.purposes).map(([id, { title }]) => [id, title] as const)}
            values={entry.purposes}
            onChange={(purposes) => set({ purposes })}
          />
          <p className="quiet small">{said.all}</p>
        </>
      );
    case 'corrections':
      return <CorrectionFields entry={entry} set={set} />;
    case 'decision':
      return (
        <TextField
          label={said.decision}
          help={said.decisionHelp}
          isRequired
          value={entry.automatedDecisionId}
          set={(automatedDecisionId) => set({ automatedDecisionId })}
        />
      );
    case 'about':
      return (
        <TextField
          label={said.about}
          help={said.aboutHelp}
          isRequired={entry.kind === 'appeal'}
          value={entry.about}
          set={(about) => set({ about })}
        />
      );
    case undefined:
      return null;
  }
}
