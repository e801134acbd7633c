import { Button } from '../controls/button.tsx';
import { type CellError, tellError } from './cell-errors.ts';
import type { Row } from './rows.ts';

export interface ProblemsProps {
  readonly errors: readonly CellError[];
  readonly rows: readonly Row[];
  readonly onShow: (error: CellError) => void;
}

const MOST_SHOWN = 20;

/** What is wrong, each with the way to its cell. */
export function Problems({ errors, rows, onShow }: ProblemsProps) {
  if (errors.length === 0) return null;
  const wrong = new Set(errors.map(({ row }) => row)).size;
  return (
    <section className="batch-problems" role="alert" aria-label="What is wrong">
      <h2>{wrong === 1 ? 'One row has to be corrected' : `${wrong} rows have to be corrected`}</h2>
      <ul>
        {errors.slice(0, MOST_SHOWN).map((error) => (
          <li key={`${error.row} ${error.key} ${error.message}`}>
            <Button look="quiet" className="batch-problem" onPress={() => onShow(error)}>
              {tellError(error, rows)}
            </Button>
          </li>
        ))}
      </ul>
      {errors.length > MOST_SHOWN ? <p>And {errors.length - MOST_SHOWN} more.</p> : null}
    </section>
  );
}
