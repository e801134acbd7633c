import { LIMITS } from '@proofsheet/domain/limits';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';

export interface ProofCountProps {
  readonly value: number;
  readonly onChange: (count: number) => void;
}

/** How many different proofs are made in every format. */
export function ProofCount({ value, onChange }: ProofCountProps) {
  return (
    <Slider
      className="slider proof-count"
      minValue={1}
      maxValue={LIMITS.variants}
      value={value}
      onChange={(count) => onChange(count as number)}
    >
      <Label className="unseen">Proofs</Label>
      <SliderOutput />
      <SliderTrack>
        <SliderThumb />
      </SliderTrack>
    </Slider>
  );
}
