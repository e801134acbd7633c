import type { Output } from '@proofsheet/client';
import { Picture } from '../../grid/picture.tsx';

/** As in a list of videos beside the one that is watched, in CSS pixels. */
const WIDE_PX = 168;

export interface SmallProps {
  readonly outputs: readonly Output[];
  readonly completed: boolean;
}

/** Each picture at 168×94, on light and on dark. */
export function Small({ outputs, completed }: SmallProps) {
  return (
    <div className="small-views">
      <p className="hint">
        At {WIDE_PX}×94 pixels, as a list of videos shows it. What cannot be read here is not read.
      </p>
      {(['light', 'dark'] as const).map((scheme) => (
        <ul key={scheme} className={`small-view ${scheme}`} aria-label={scheme === 'light' ? 'On light' : 'On dark'}>
          {outputs.map((output) => (
            <li key={output.id} style={{ width: WIDE_PX }}>
              <Picture output={output} width={WIDE_PX} alt={`${output.template}, small`} completed={completed} />
              <span className="small-name">{output.template}</span>
            </li>
          ))}
        </ul>
      ))}
    </div>
  );
}
