import { Link } from 'wouter';
import { usePerson } from '../../app/api.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { SignInChoice } from '../../app/components/sign-in-choice.tsx';
import { useLanguage } from '../language.ts';
import { screens } from '../screens.ts';
import type { ScreenProps } from '../screen-props.ts';

/** What a person can do here, in their words. */
export function Home({ settings }: ScreenProps) {
  const { home, nav } = useLanguage().words;
  const isSignedIn = usePerson() !== undefined;
  const cards = screens.flatMap((screen) =>
    screen.nav === undefined
      ? []
      : [[screen.path, nav[screen.nav], home.cards[screen.nav]] as const],
  );
  return (
    <Screen title={home.title} site={settings.name} lead={home.lead}>
      {isSignedIn ? (
        <ul className="cards">
          {cards.map(([path, title, text]) => (
            <li key={path}>
              <div className="card">
                <h2>
                  <Link href={path}>{title}</Link>
                </h2>
                <p>{text}</p>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <section className="card" aria-labelledby="sign-in">
          <h2 id="sign-in">{home.signInTitle}</h2>
          <p>{home.signInLead}</p>
          <SignInChoice signIn={settings.signIn.subject} />
        </section>
      )}
    </Screen>
  );
}
