import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';

/** Why a screen is not offered, and who can change that. */
export function ScopeMissing({ settings, scope }: ScreenProps & { readonly scope: string }) {
  const { scopeMissing } = useLanguage().words;
  return (
    <Screen title={scopeMissing.title} site={settings.name} lead={scopeMissing.lead}>
      <p>
        {scopeMissing.scope} <code>{scope}</code>
      </p>
    </Screen>
  );
}
