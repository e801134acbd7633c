import { X } from 'lucide-react';
import {
  Button,
  ColorField,
  ColorPicker,
  ColorSwatch,
  ColorSwatchPicker,
  ColorSwatchPickerItem,
  DialogTrigger,
  FieldError,
  Input,
  Label,
  parseColor,
} from 'react-aria-components';
import { ColourPopover } from '../controls/colour-popover.tsx';

export interface ColourFieldProps {
  readonly label: string;
  /** Written #rrggbb. */
  readonly value: string | undefined;
  readonly onChange: (colour: string | undefined) => void;
  /** What stands in its place while none is chosen. */
  readonly otherwise: string;
  readonly wrong?: string | undefined;
}

const SWATCHES = [
  ...['#111111', '#6b7280', '#ffffff', '#c8102e', '#ff5a1f', '#ffe600'],
  ...['#16a34a', '#0d9488', '#1d4ed8', '#7c3aed', '#ff2e93', '#7c4a21'],
];
/** Where the picker begins while no colour is chosen. */
const BEGIN = '#1d4ed8';

/** A colour by its hex digits, or picked. */
export function ColourField({ label, value, onChange, otherwise, wrong }: ColourFieldProps) {
  return (
    <ColorField
      className="field colour-field"
      value={value ?? null}
      onChange={(colour) => onChange(colour?.toString('hex').toLowerCase())}
      isInvalid={wrong !== undefined}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <span className="colour-line">
        <Picker label={label} value={value} onChange={onChange} />
        <Input placeholder={otherwise} spellCheck="false" />
        {value === undefined ? null : (
          <Button
            slot={null}
            className="icon"
            aria-label={`No ${label.toLowerCase()}`}
            onPress={() => onChange(undefined)}
          >
            <X size={16} aria-hidden="true" />
          </Button>
        )}
      </span>
      <FieldError>{wrong}</FieldError>
    </ColorField>
  );
}

function Picker({ label, value, onChange }: Pick<ColourFieldProps, 'label' | 'value' | 'onChange'>) {
  return (
    <ColorPicker
      value={parseColor(value ?? BEGIN).toFormat('hsb')}
      onChange={(colour) => onChange(colour.toString('hex').toLowerCase())}
    >
      <DialogTrigger>
        <Button slot={null} className="swatch-button" aria-label={`Pick the ${label.toLowerCase()}`}>
          {value === undefined ? <span className="swatch none" /> : <ColorSwatch className="swatch" />}
        </Button>
        <ColourPopover label={label}>
          <ColorSwatchPicker className="swatches" aria-label="Usual colours">
            {SWATCHES.map((colour) => (
              <ColorSwatchPickerItem key={colour} color={colour} className="swatch-item">
                <ColorSwatch className="swatch" />
              </ColorSwatchPickerItem>
            ))}
          </ColorSwatchPicker>
        </ColourPopover>
      </DialogTrigger>
    </ColorPicker>
  );
}
