import { Link } from 'wouter';
import { Screen } from '../../app/components/screen.tsx';
import type { WebSettings } from '../../app/settings.ts';
import { useLanguage } from '../language.ts';

export function NotFound({ settings }: { readonly settings: WebSettings }) {
  const { notFound } = useLanguage().words.app;
  return (
    <Screen title={notFound.title} site={settings.name} lead={notFound.text}>
      <p>
        <Link href="/">{notFound.home}</Link>
      </p>
    </Screen>
  );
}
