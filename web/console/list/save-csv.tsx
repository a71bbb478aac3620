import { Button } from '../../app/components/button.tsx';
import { download } from '../../app/components/download.ts';
import { useLanguage } from '../language.ts';
import { csvOf } from './csv.ts';
import type { Cell } from './csv.ts';

export interface CsvFile {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Takes away what is listed as a file. */
export function SaveCsv(props: {
  /** Which table, where a page has several. */
  readonly of?: string;
  readonly file: () => CsvFile;
}) {
  const { of, file } = props;
  const { lists } = useLanguage().words;
  const save = () => {
    const { name, heads, rows } = file();
    // Without the mark, spreadsheets guess another encoding than UTF-8.
    download(`${name}.csv`, 'text/csv;charset=utf-8', `\uFEFF${csvOf(heads, rows)}`);
  };
  return (
    <div className="buttons no-print">
      <Button {...(of !== undefined && { 'aria-label': `${lists.csv}: ${of}` })} onPress={save}>
        {lists.csv}
      </Button>
    </div>
  );
}
