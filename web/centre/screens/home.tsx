import { Link } from 'wouter';
import { usePerson } from '../../app/api.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { SignInChoice } from '../../app/components/sign-in-choice.tsx';
import { useLanguage } from '../language.ts';
import { linkedFor } from '../screens.ts';
import type { ScreenProps } from '../screen-props.ts';

/** What a person can do here, in their words. */
export function Home({ settings }: ScreenProps) {
  const { home, nav } = useLanguage().words;
  const isSignedIn = usePerson() !== undefined;
  const CardTitle = isSignedIn ? 'h2' : 'h3';
  return (
    <Screen title={home.title} site={settings.name} lead={home.lead}>
      {!isSignedIn && (
        <>
          <section className="card" aria-labelledby="sign-in">
            <h2 id="sign-in">{home.signInTitle}</h2>
            <p>{home.signInLead}</p>
            <SignInChoice signIn={settings.signIn.subject} />
          </section>
          <h2>{home.withoutTitle}</h2>
        </>
      )}
      <ul className="cards">
        {linkedFor(isSignedIn).map(([path, name]) => (
          <li key={path}>
            <div className="card">
              <CardTitle>
                <Link href={path}>{nav[name]}</Link>
              </CardTitle>
              <p>{home.cards[name]}</p>
            </div>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
