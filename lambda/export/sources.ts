import type { OpenedRecord } from '../record/model/record.ts';
import type { MediaFiles } from './media.ts';
import type { SystemFiles } from './systems.ts';

/** What goes into the files of an export. */
export interface ExportSources {
  readonly records: AsyncIterable<OpenedRecord>;
  readonly media: MediaFiles;
  readonly systems: SystemFiles;
}
