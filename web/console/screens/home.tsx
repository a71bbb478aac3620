import { Link } from 'wouter';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import type { ScreenOfConsole } from '../screens.ts';
import type { ScreenProps } from '../screen-props.ts';

/** What the scopes of the member of staff open. */
export function Home({
  settings,
  reachable,
}: ScreenProps & { readonly reachable: readonly ScreenOfConsole[] }) {
  const { home, nav } = useLanguage().words;
  return (
    <Screen title={home.title} site={settings.name} lead={home.lead}>
      {reachable.length === 0 && <p>{home.nothing}</p>}
      <ul className="cards">
        {reachable.map(({ path, nav: name }) =>
          name === undefined ? null : (
            <li key={path}>
              <div className="card">
                <h2>
                  <Link href={path}>{nav[name]}</Link>
                </h2>
                <p>{home.cards[name]}</p>
              </div>
            </li>
          ),
        )}
      </ul>
    </Screen>
  );
}
