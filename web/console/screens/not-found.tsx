import { Link } from 'wouter';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';

export function NotFound({ settings }: ScreenProps) {
  const { notFound } = useLanguage().words.app;
  return (
    <Screen title={notFound.title} site={settings.name} lead={notFound.text}>
      <p>
        <Link href="/">{notFound.home}</Link>
      </p>
    </Screen>
  );
}
