import { openEntrance } from '../app/entrance.tsx';
import { Centre } from './centre.tsx';
import { takeToken } from './follow-up/token.ts';

takeToken();
await openEntrance({
  caller: 'subject',
  base: '/',
  page: (settings) => <Centre settings={settings} />,
});
