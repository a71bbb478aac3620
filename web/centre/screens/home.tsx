import { Link } from 'wouter';
import { usePerson } from '../../app/api.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { SignInChoice } from '../../app/components/sign-in-choice.tsx';
import type { WebSettings } from '../../app/settings.ts';
import { useLanguage } from '../language.ts';

/** What a person can do here, in their words. */
export function Home({ settings }: { readonly settings: WebSettings }) {
  const { home, nav } = useLanguage().words;
  const isSignedIn = usePerson() !== undefined;
  const cards = [
    ['/data', nav.data, home.cards.data],
    ['/choices', nav.choices, home.cards.choices],
    ['/storage', nav.storage, home.cards.storage],
  ] as const;
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
