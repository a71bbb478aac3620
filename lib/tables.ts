export { tables } from '../lambda/tables.ts';
