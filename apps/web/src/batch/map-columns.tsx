import { useState } from 'react';
import { Dialog, Heading, Modal } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { CheckBox } from '../controls/check-box.tsx';
import { isolated } from '../controls/isolated.ts';
import { Overlay } from '../controls/overlay.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { type BatchColumn, type ColumnKey, columnNamed } from './columns.ts';
import type { Cells } from './read-table.ts';
import type { Guess } from './rows.ts';

export interface MapColumnsProps {
  readonly cells: Cells;
  readonly guess: Guess;
  readonly columns: readonly BatchColumn[];
  readonly onDone: (cells: Cells, columns: readonly (ColumnKey | undefined)[]) => void;
  readonly onClose: () => void;
}

const EXAMPLES = 2;

/** Asks what the columns of a table mean, where their names do not say it. */
export function MapColumns({ cells, guess, columns, onDone, onClose }: MapColumnsProps) {
  const [hasHeader, setHeader] = useState(guess.hasHeader);
  const [chosen, setChosen] = useState(guess.columns);
  const [header = []] = cells;
  const body = hasHeader ? cells.slice(1) : cells;
  return (
    <Overlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => isOpen || onClose()}>
      <Modal className="modal wide">
        <Dialog className="map">
          <Heading slot="title">What is in these columns?</Heading>
          <CheckBox
            isSelected={hasHeader}
            onChange={(isSelected) => {
              setHeader(isSelected);
              setChosen(header.map((name, place) => (isSelected ? columnNamed(name) : columns[place]?.key)));
            }}
          >
            The first row names the columns
          </CheckBox>
          <ul className="map-columns">
            {header.map((name, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <li key={place}>
                <span className="map-source">
                  <b dir="auto">{hasHeader && name !== '' ? name : `Column ${place + 1}`}</b>
                  <span className="facts" dir="auto">
                    {body
                      .slice(0, EXAMPLES)
                      .map((line) => line[place] ?? '')
                      .filter((cell) => cell !== '')
                      .map(isolated)
                      .join(' · ')}
                  </span>
                </span>
                <Target
                  label={hasHeader && name !== '' ? name : `Column ${place + 1}`}
                  columns={columns}
                  value={chosen[place]}
                  onChange={(key) => setChosen(header.map((_, at) => (at === place ? key : chosen[at])))}
                />
              </li>
            ))}
          </ul>
          <div className="actions">
            <Button onPress={onClose}>Cancel</Button>
            <Button
              look="main"
              isDisabled={chosen.every((key) => key === undefined) || body.length === 0}
              onPress={() => onDone(body, chosen)}
            >
              Add {body.length === 1 ? 'one row' : `${body.length} rows`}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </Overlay>
  );
}

interface TargetProps {
  readonly label: string;
  readonly columns: readonly BatchColumn[];
  readonly value: ColumnKey | undefined;
  readonly onChange: (key: ColumnKey | undefined) => void;
}

const NONE = 'none';

function Target({ label, columns, value, onChange }: TargetProps) {
  return (
    <SelectField<ColumnKey | typeof NONE>
      label={`${label} is`}
      isLabelUnseen
      options={[[NONE, 'Leave out'], ...columns.map(({ key, name }) => [key, name] as const)]}
      value={value ?? NONE}
      onChange={(key) => onChange(key === NONE ? undefined : key)}
    />
  );
}
