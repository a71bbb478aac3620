import { useSession } from '../api.tsx';
import { useAppLanguage } from '../language.tsx';
import type { WebSettings } from '../settings.ts';
import { Button } from './button.tsx';

/** To sign in; with the embedded runtime, as one of its people with one click. */
export function SignInChoice({ signIn }: { readonly signIn: WebSettings['signIn']['subject'] }) {
  const { app } = useAppLanguage().words;
  const session = useSession();
  if (session === undefined || signIn === undefined) return null;
  const { demo = [] } = signIn;
  // Another tab asks for a recent sign-in: the session with the provider is not enough.
  const again = new URLSearchParams(location.search).has('again');
  return (
    <>
      <div className="buttons">
        <Button tone="main" onPress={() => void session.signIn({ again })}>
          {app.signIn}
        </Button>
      </div>
      {demo.length > 0 && (
        <>
          <p className="quiet">{app.demo}</p>
          <div className="buttons">
            {demo.map(({ name, loginHint }) => (
              <Button key={loginHint} onPress={() => void session.signIn({ loginHint, again })}>
                {app.signInAs(name)}
              </Button>
            ))}
          </div>
        </>
      )}
    </>
  );
}
