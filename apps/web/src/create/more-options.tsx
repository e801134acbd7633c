import type { OutputMediaType } from '@proofsheet/client';
import { CheckBox } from '../controls/check-box.tsx';
import { Fold } from '../controls/fold.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import type { Change, Draft } from './draft.ts';
import type { Wrong } from './problems.ts';

const FILE_TYPES: readonly (readonly [OutputMediaType, string])[] = [
  ['image/jpeg', 'JPEG'],
  ['image/png', 'PNG'],
  ['image/webp', 'WebP'],
  ['image/avif', 'AVIF'],
];
const MOST_SEED = 2_147_483_647;

export interface MoreOptionsProps {
  readonly draft: Draft;
  readonly change: Change;
  readonly wrong: Wrong;
  readonly calls: number;
}

/** What hardly an order needs. */
export function MoreOptions({ draft, change, wrong, calls }: MoreOptionsProps) {
  const { mediaType, seed, strict, skip } = draft;
  const fileType = FILE_TYPES.find(([type]) => type === mediaType)?.[1] ?? mediaType;
  const chosen = [
    ...(mediaType === 'image/jpeg' ? [] : [fileType]),
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    ...(strict ? ['only without faults'] : []),
    ...(skip ? ['leave out what fails'] : []),
  ];
  return (
    <Fold
      title="More"
      used={chosen.length > 0}
      summary={chosen.length > 0 ? chosen.join(' · ') : 'File type, seed, strictness'}
      calls={calls}
    >
      <div className="pair">
        <SelectField
          label="File type"
          options={FILE_TYPES}
          value={mediaType}
          onChange={(type) => change({ mediaType: type })}
          wrong={wrong('/mediaType')}
        />
        <NumberField
          label="Seed"
          placeholder="a new one"
          hint="The same seed makes the same pictures."
          least={0}
          most={MOST_SEED}
          value={seed}
          onChange={(next) => change({ seed: next })}
          wrong={wrong('/seed')}
        />
      </div>
      <CheckBox isSelected={strict} onChange={(next) => change({ strict: next })}>
        Only pictures without a serious fault; others take the place of those that have one
      </CheckBox>
      <CheckBox isSelected={skip} onChange={(next) => change({ skip: next })}>
        Leave out what cannot be made, and make the rest
      </CheckBox>
    </Fold>
  );
}
