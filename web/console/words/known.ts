export { isKnown, wordOf } from '../../app/known.ts';
