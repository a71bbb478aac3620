import { openEntrance } from '../app/entrance.tsx';
import { Centre } from './centre.tsx';

await openEntrance({
  caller: 'subject',
  base: '/',
  page: (settings) => <Centre settings={settings} />,
});
