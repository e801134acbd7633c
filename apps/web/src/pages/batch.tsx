import { Undo2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button as AriaButton, FileTrigger } from 'react-aria-components';
import type { DataGridHandle } from 'react-data-grid';
import { BatchSettings } from '../batch/batch-settings.tsx';
import { type CellError, withoutErrorsOf } from '../batch/cell-errors.ts';
import { type ColumnKey, columnsOf } from '../batch/columns.ts';
import { EarlierBatches } from '../batch/earlier-batches.tsx';
import { MapColumns } from '../batch/map-columns.tsx';
import { Problems } from '../batch/problems.tsx';
import { type Cells, readFile, readPasted } from '../batch/read-table.ts';
import { type Guess, guessColumns, isEmpty, MOST_ROWS, namesIn, putCells, type Row, withRoom } from '../batch/rows.ts';
import { Table } from '../batch/table.tsx';
import { useBatchDraft } from '../batch/use-batch-draft.ts';
import { usePastedTable, useStepKeys } from '../batch/use-page-keys.ts';
import { useSubmission } from '../batch/use-submission.ts';
import { Button } from '../controls/button.tsx';
import { useUnloadQuestion } from '../controls/use-unload-question.ts';
import { inWords } from '../server/client.ts';
import '../styles/batch.css';

const NO_TEXT = 'That is no CSV. Save it as one in your spreadsheet, or copy its rows there and paste them here.';

/** Many orders at once: a table to type or paste into, or a file. */
export function BatchPage() {
  const { draft, steps, setSettings, forget, ...kept } = useBatchDraft();
  const { rows, settings } = draft;
  const columns = columnsOf(settings.kind);
  const [errors, setErrors] = useState<readonly CellError[]>([]);
  const [asked, setAsked] = useState<{ readonly cells: Cells; readonly guess: Guess; readonly at: number }>();
  const [refusal, setRefusal] = useState<string>();
  const grid = useRef<DataGridHandle>(null);
  const foot = useRef<HTMLDivElement>(null);
  const sending = useSubmission({ rows, settings, onErrors: setErrors, onMade: forget });
  const { filled, check, submit, fetching } = sending;

  useUnloadQuestion(filled.length > 0);

  const setRows = (next: readonly Row[]) => {
    check.reset();
    setErrors((before) => withoutErrorsOf(before, rows, next));
    kept.setRows(withRoom(next));
  };
  const step = (way: keyof typeof steps) => {
    const next = steps[way];
    if (next === undefined) return;
    check.reset();
    setErrors((before) => withoutErrorsOf(before, rows, next));
    if (way === 'back') kept.goBack();
    else kept.goForth();
  };
  useStepKeys(step);
  const put = (at: number, cells: Cells, into: readonly (ColumnKey | undefined)[]) => {
    const next = putCells(rows, at, cells, into);
    const count = next.filter((row) => !isEmpty(row)).length;
    setRefusal(
      count > MOST_ROWS
        ? `A batch has ${MOST_ROWS.toLocaleString()} rows at most; these are ${count.toLocaleString()}.`
        : undefined,
    );
    if (count <= MOST_ROWS) setRows(next);
  };
  /** A table with names of columns, or of one's own; where the names do not say it all, the person does. */
  const take = (cells: Cells, at: number, inOrder: readonly ColumnKey[]) => {
    if (cells.length === 0) return setRefusal('There is nothing in it.');
    const guess = guessColumns(cells, inOrder);
    if (guess.isSure) return put(at, guess.hasHeader ? cells.slice(1) : cells, guess.columns);
    setAsked({ cells, guess, at });
  };
  const firstEmpty = () => rows.findLastIndex((row) => !isEmpty(row)) + 1;
  const paste = (text: string, { row, key }: { readonly row: number; readonly key: ColumnKey }) => {
    const cells = readPasted(text);
    const keys = columns.map((column) => column.key);
    const inOrder = keys.slice(Math.max(0, keys.indexOf(key)));
    // Within the table its order is meant, unless the first line clearly names columns.
    if (namesIn(cells) > 1) take(cells, row, keys);
    else put(row, cells, inOrder);
  };
  usePastedTable((text) =>
    take(
      readPasted(text),
      firstEmpty(),
      columns.map(({ key }) => key),
    ),
  );
  const busy = check.isPending || submit.isPending;
  const failed = errors.length === 0 ? (submit.error ?? check.error) : undefined;

  return (
    <>
      <title>Many at once · Proofsheet</title>
      <div className="head">
        <div>
          <h1>Many at once</h1>
          <p className="over">Type, paste from a spreadsheet, or choose a CSV. Each row becomes a proof sheet.</p>
        </div>
        <div className="actions">
          <FileTrigger
            acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv']}
            onSelect={async (files) => {
              const [file] = files ?? [];
              if (!file) return;
              const cells = await readFile(file);
              if (cells === undefined) return setRefusal(NO_TEXT);
              take(
                cells,
                firstEmpty(),
                columns.map(({ key }) => key),
              );
            }}
          >
            <Button>Choose a CSV</Button>
          </FileTrigger>
          <Button look="quiet" isDisabled={filled.length === 0} onPress={() => setRows([])}>
            Empty the table
          </Button>
          <AriaButton className="icon" aria-label="Undo" onPress={() => step('back')} isDisabled={!steps.back}>
            <Undo2 aria-hidden size={18} />
          </AriaButton>
        </div>
      </div>
      <BatchSettings
        settings={settings}
        onChange={(changed) => {
          setErrors([]);
          setSettings({ ...settings, ...changed });
        }}
      />
      {refusal ? (
        <p role="alert" className="failure">
          {refusal}
        </p>
      ) : null}
      <Table
        rows={rows}
        columns={columns}
        errors={errors}
        onChange={setRows}
        onPaste={paste}
        onRemove={(row) => setRows(rows.filter((one) => one !== row))}
        onLeave={() => foot.current?.focus()}
        grid={grid}
      />
      <Problems
        errors={errors}
        rows={rows}
        onShow={({ row, key }) =>
          grid.current?.setActivePosition(
            {
              rowIdx: rows.findIndex(({ id }) => id === row),
              idx: key === undefined ? 0 : columns.findIndex((column) => column.key === key) + 1,
            },
            { shouldFocus: true },
          )
        }
      />
      {failed ? (
        <p role="alert" className="failure">
          {inWords(failed)}
        </p>
      ) : null}
      {sending.isProjectOver ? (
        <p role="alert" className="failure">
          The project takes no orders any more. Choose another one, or none.
        </p>
      ) : null}
      <div ref={foot} tabIndex={-1} className="batch-foot">
        <span role="status" className="batch-said">
          {saidOf({ fetching, checked: errors.length === 0 ? check.data : undefined, count: filled.length })}
        </span>
        <Button isDisabled={filled.length === 0 || busy} isBusy={check.isPending} onPress={() => check.mutate()}>
          {check.isPending ? 'Checking …' : 'Check'}
        </Button>
        <Button
          look="main"
          isDisabled={filled.length === 0 || busy}
          isBusy={submit.isPending}
          onPress={() => submit.mutate()}
        >
          {filled.length === 1 ? 'Make one proof sheet' : `Make ${filled.length || ''} proof sheets`}
        </Button>
      </div>
      {asked ? (
        <MapColumns
          cells={asked.cells}
          guess={asked.guess}
          columns={columns}
          onClose={() => setAsked(undefined)}
          onDone={(cells, into) => {
            setAsked(undefined);
            put(asked.at, cells, into);
          }}
        />
      ) : null}
      <EarlierBatches />
    </>
  );
}

interface Said {
  readonly fetching: { readonly done: number; readonly total: number } | undefined;
  readonly checked: { readonly rows: number; readonly outputs: number } | undefined;
  readonly count: number;
}

function saidOf({ fetching, checked, count }: Said): string {
  if (fetching && fetching.total > 0) return `Fetching images: ${fetching.done} of ${fetching.total}`;
  if (checked) return `Nothing is wrong. It makes ${checked.outputs.toLocaleString()} pictures.`;
  return count === 0 ? '' : `${count.toLocaleString()} of at most ${MOST_ROWS.toLocaleString()} rows`;
}
