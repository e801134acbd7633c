import type { ProjectBrand } from '@proofsheet/client';
import { BrandFields } from '../brand/brand-fields.tsx';
import { Fold } from '../controls/fold.tsx';
import { brandInWords, ownBrand, wholeBrand } from './brand.ts';
import type { Wrong } from './problems.ts';

export interface BrandSectionProps {
  readonly value: ProjectBrand;
  readonly onChange: (brand: ProjectBrand) => void;
  readonly ofProject: ProjectBrand;
  readonly wrong: Wrong;
  readonly calls: number;
}

/** The brand of the order, filled in with what its project keeps. */
export function BrandSection({ value, onChange, ofProject, wrong, calls }: BrandSectionProps) {
  const whole = wholeBrand(value, ofProject);
  const chosen = brandInWords(whole);
  const isFilledIn = Object.keys(ofProject).length > 0;
  return (
    <Fold
      title="Brand"
      used={chosen.length > 0}
      summary={chosen.length > 0 ? chosen.join(' · ') : 'Colours, fonts, a light and a dark logo'}
      calls={calls}
    >
      {isFilledIn ? (
        <p className="order-hint">Filled in from the project; what you clear comes from there again.</p>
      ) : null}
      <BrandFields
        value={whole}
        onChange={(next) => onChange(ownBrand(next, ofProject))}
        wrong={(member) => wrong(`/brand/${member}`)}
      />
      <p className="order-hint">A logo among the images takes the place of these.</p>
    </Fold>
  );
}
