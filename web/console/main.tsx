import { openEntrance } from '../app/entrance.tsx';

await openEntrance({ caller: 'staff', base: '/console/', page: () => null });
