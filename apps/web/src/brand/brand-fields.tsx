import type { ProjectBrand } from '@proofsheet/client';
import { ColourField } from './colour-field.tsx';
import { FontField } from './font-field.tsx';
import { LogoField } from './logo-field.tsx';
import '../styles/brand.css';

export interface BrandFieldsProps {
  readonly value: ProjectBrand;
  readonly onChange: (brand: ProjectBrand) => void;
  /** What the server says is wrong with a member, such as `primary` or `logos/light`. */
  readonly wrong?: ((member: string) => string | undefined) | undefined;
  /** What stands in place of what is not chosen: the project's, say. */
  readonly otherwise?: string | undefined;
}

/** Colours, fonts and the two versions of a logo. A member that is not chosen is not there at all. */
export function BrandFields({ value, onChange, wrong = () => undefined, otherwise }: BrandFieldsProps) {
  const set = (member: 'primary' | 'accent' | 'font' | 'textFont', chosen: string | undefined) => {
    const { [member]: _, ...rest } = value;
    onChange(chosen === undefined ? rest : { ...rest, [member]: chosen });
  };
  const setLogo = (version: 'light' | 'dark', chosen: string | undefined) => {
    const { logos = {}, ...rest } = value;
    const { [version]: _, ...others } = logos;
    const next = chosen === undefined ? others : { ...others, [version]: chosen };
    onChange(Object.keys(next).length === 0 ? rest : { ...rest, logos: next });
  };
  const colour = (member: 'primary' | 'accent', label: string) => (
    <ColourField
      label={label}
      value={value[member]}
      onChange={(chosen) => set(member, chosen)}
      otherwise={otherwise ?? 'From the images'}
      wrong={wrong(member)}
    />
  );
  const font = (member: 'font' | 'textFont', label: string) => (
    <FontField
      label={label}
      value={value[member]}
      onChange={(chosen) => set(member, chosen)}
      otherwise={otherwise ?? 'Of the template'}
      wrong={wrong(member)}
    />
  );
  const logo = (version: 'light' | 'dark', label: string) => (
    <LogoField
      label={label}
      ground={version === 'light' ? 'dark' : 'light'}
      value={value.logos?.[version]}
      onChange={(chosen) => setLogo(version, chosen)}
      wrong={wrong(`logos/${version}`)}
    />
  );
  return (
    <div className="brand-fields">
      <div className="brand-pair">
        {colour('primary', 'Main colour')}
        {colour('accent', 'Accent colour')}
      </div>
      <div className="brand-fonts">
        {font('font', 'Headline font')}
        {font('textFont', 'Text font')}
      </div>
      <div className="brand-pair">
        {logo('dark', 'Logo on light grounds')}
        {logo('light', 'Logo on dark grounds')}
      </div>
    </div>
  );
}
