import { useLanguage } from '../language.ts';
import { Grounds } from './grounds.tsx';
import type { StaffRequest } from './use-request.ts';

/** Why a correction is refused: a finding or a ground of the law, or that the data stays as evidence. */
export function CorrectionGrounds(props: {
  readonly request: StaffRequest;
  readonly chosen: string | undefined;
  readonly choose: (ground: string) => void;
}) {
  const { request, chosen, choose } = props;
  const { words, texts } = useLanguage();
  const { careful, terms } = words;
  const { correct, deny } = request.acts;
  const textOf = (ground: string) => terms.ground[ground] ?? ground;
  // Whether the record is exemptOn on one of them the API knows alone: it reads the record.
  const exemptOn = new Map<string, string>([['legal-claims', careful.keptAs.hold]]);
  for (const { withhold } of Object.values(texts.purposes)) {
    if (withhold !== undefined) exemptOn.set(withhold.ground, withhold.reference);
  }
  const shared = { chosen, choose };
  return (
    <>
      <Grounds
        legend={words.request.form.ground}
        grounds={(correct?.grounds ?? []).map((ground) => ({
          ...{ ground, text: textOf(ground) },
          law: deny?.grounds.find((one) => one.ground === ground)?.law ?? [],
        }))}
        {...shared}
      />
      <p className="quiet small">{careful.keptAs.help}</p>
      <Grounds
        legend={careful.keptAs.legend}
        grounds={[...exemptOn].map(([ground, reference]) => ({
          ...{ ground, text: `${textOf(ground)} (${reference})`, law: [] },
        }))}
        {...shared}
      />
    </>
  );
}
