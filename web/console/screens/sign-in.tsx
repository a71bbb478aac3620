import { Screen } from '../../app/components/screen.tsx';
import { SignInChoice } from '../../app/components/sign-in-choice.tsx';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';

export function SignIn({ settings }: ScreenProps) {
  const { signIn } = useLanguage().words;
  return (
    <Screen title={signIn.title} site={settings.name} lead={signIn.lead}>
      {settings.signIn.staff === undefined ? (
        <p>{signIn.notOffered}</p>
      ) : (
        <SignInChoice signIn={settings.signIn.staff} />
      )}
    </Screen>
  );
}
