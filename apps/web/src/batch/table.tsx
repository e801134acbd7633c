import { X } from 'lucide-react';
import { type ClipboardEvent, cloneElement, type RefObject, useMemo } from 'react';
import {
  type CellKeyDownArgs,
  type Column,
  DataGrid,
  type DataGridHandle,
  type RenderCellProps,
  renderTextEditor,
} from 'react-data-grid';
import type { CellError } from './cell-errors.ts';
import type { BatchColumn, ColumnKey } from './columns.ts';
import type { Row } from './rows.ts';
import 'react-data-grid/lib/styles.css';

export interface TableProps {
  readonly rows: readonly Row[];
  readonly columns: readonly BatchColumn[];
  readonly errors: readonly CellError[];
  readonly onChange: (rows: readonly Row[]) => void;
  /** Several cells at once, from a place on. */
  readonly onPaste: (text: string, at: { readonly row: number; readonly key: ColumnKey }) => void;
  readonly onRemove: (row: Row) => void;
  /** Who has no mouse is done with the table. */
  readonly onLeave: () => void;
  readonly grid: RefObject<DataGridHandle | null>;
}

/** The rows as a spreadsheet shows them: arrow keys move, typing or Enter edits, Enter goes down a row, pasting fills, Escape leaves. */
export function Table({ rows, columns, errors, onChange, onPaste, onRemove, onLeave, grid }: TableProps) {
  /** Keeps what was typed; of the last row it says that there is no other. */
  function goDown({ column, rowIdx }: CellKeyDownArgs<Row>): boolean {
    if (column === undefined || rowIdx + 1 >= rows.length) return false;
    grid.current?.setActivePosition({ idx: column.idx, rowIdx: rowIdx + 1 }, { shouldFocus: true });
    return true;
  }
  const shown = useMemo(
    () => [numberColumn(rows, errors), ...columns.map((column) => textColumn(column, errors)), removeColumn(onRemove)],
    [rows, columns, errors, onRemove],
  );
  return (
    <DataGrid
      ref={grid}
      aria-label="Rows of the batch"
      aria-description="Escape leaves the table."
      className="batch-grid"
      columns={shown}
      rows={rows}
      rowKeyGetter={({ id }) => id}
      rowHeight={36}
      headerRowHeight={36}
      onRowsChange={(changed) => onChange(changed)}
      onCellCopy={({ row, column }, event) => copyCell(row, column.key, event)}
      onCellKeyDown={(cell, event) => {
        const { mode, row, column } = cell;
        if (mode === 'EDIT') {
          // A key of an input method: it ends the word, and not the cell.
          if (event.nativeEvent.isComposing) event.preventGridDefault();
          else if (event.key === 'Enter' && goDown(cell)) event.preventGridDefault();
          return;
        }
        // Tab goes through all cells, as in a spreadsheet: a thousand rows are no way to what is below.
        if (event.key === 'Escape') return onLeave();
        if (!row || !column || !(event.key === 'Delete' || event.key === 'Backspace')) return;
        event.preventGridDefault();
        onChange(rows.map((one) => (one === row && column.key in one ? { ...one, [column.key]: '' } : one)));
      }}
      onCellPaste={({ row, column }, event) => {
        const text = event.clipboardData.getData('text/plain');
        event.preventDefault();
        onPaste(text, { row: rows.indexOf(row), key: column.key as ColumnKey });
        return row;
      }}
    />
  );
}

function copyCell(row: Row, key: string, event: ClipboardEvent): void {
  if (!(key in row)) return;
  event.clipboardData.setData('text/plain', String(row[key as ColumnKey]));
  event.preventDefault();
}

function numberColumn(rows: readonly Row[], errors: readonly CellError[]): Column<Row> {
  const places = new Map(rows.map(({ id }, index) => [id, index + 1]));
  return {
    ...{ key: 'number', name: '#', width: 44, minWidth: 44, frozen: true, cellClass: 'batch-number' },
    renderCell: ({ row }) => {
      const wrong = errors.find((error) => error.row === row.id && error.key === undefined);
      return <span className={wrong ? 'wrong' : ''}>{places.get(row.id)}</span>;
    },
  };
}

function textColumn({ key, name, width, isLong }: BatchColumn, errors: readonly CellError[]): Column<Row> {
  const wrong = new Map(errors.filter((error) => error.key === key).map(({ row, message }) => [row, message]));
  return {
    ...{ key, name, width: isLong ? `minmax(${width}px, ${width}fr)` : width, minWidth: 80, resizable: true },
    // The field of the library, which says nothing of what it is for.
    renderEditCell: (cell) => cloneElement(renderTextEditor(cell), { 'aria-label': `${name}, row ${cell.rowIdx + 1}` }),
    cellClass: ({ id }) => (wrong.has(id) ? 'batch-wrong' : ''),
    renderCell: ({ row }) => {
      const message = wrong.get(row.id);
      return (
        <bdi title={message}>
          {row[key]}
          {message ? <span className="unseen">, wrong: {message}</span> : null}
        </bdi>
      );
    },
  };
}

function removeColumn(onRemove: (row: Row) => void): Column<Row> {
  return {
    ...{
      key: 'remove',
      name: <span className="unseen">Remove</span>,
      width: 44,
      minWidth: 44,
      cellClass: 'batch-remove',
    },
    renderCell: ({ row, tabIndex, rowIdx }: RenderCellProps<Row>) => (
      <button
        type="button"
        className="icon"
        tabIndex={tabIndex}
        aria-label={`Remove row ${rowIdx + 1}`}
        onClick={() => onRemove(row)}
      >
        <X size={14} aria-hidden="true" />
      </button>
    ),
  };
}
