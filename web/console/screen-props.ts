import type { WebSettings } from '../app/settings.ts';

export interface ScreenProps {
  readonly settings: WebSettings;
}
