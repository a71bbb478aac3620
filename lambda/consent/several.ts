import { stringify } from '../platform/canonical.ts';
