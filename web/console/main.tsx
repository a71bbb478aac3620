import { openEntrance } from '../app/entrance.tsx';
import { Console } from './console.tsx';

await openEntrance({
  caller: 'staff',
  base: '/console/',
  page: (settings) => <Console settings={settings} />,
});
