import { Button } from '../../app/components/button.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { emptyCorrection } from './entry.ts';
import type { Correction } from './entry.ts';
import type { StepProps } from './who.tsx';

/** One value in a kind of data: the person has no list of records at hand. */
export function CorrectionFields({ entry: { corrections }, set }: StepProps) {
  const { words, texts, format } = useLanguage();
  const { behalf: said } = words;
  const categories = Object.entries(texts.categories).map(
    ([id, { title }]) => [id, title] as const,
  );
  const change = (index: number, more: Partial<Correction>) =>
    set({
      corrections: corrections.map((one, at) => (at === index ? { ...one, ...more } : one)),
    });
  return (
    <>
      {corrections.map((correction, index) => (
        <fieldset key={index} className="plain">
          <legend>{said.correction(format.number(index + 1))}</legend>
          <SelectField
            label={said.category}
            value={correction.category}
            options={categories}
            choose={(category) => change(index, { category })}
          />
          <TextField
            label={said.pointer}
            help={said.pointerHelp}
            isRequired
            value={correction.pointer}
            set={(pointer) => change(index, { pointer })}
          />
          <TextField
            label={said.value}
            isRequired
            value={correction.value}
            set={(value) => change(index, { value })}
          />
        </fieldset>
      ))}
      <div className="buttons">
        <Button onPress={() => set({ corrections: [...corrections, emptyCorrection] })}>
          {said.addCorrection}
        </Button>
      </div>
    </>
  );
}
