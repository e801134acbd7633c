import {
  ColorField,
  ColorPicker,
  ColorSwatch,
  DialogTrigger,
  Input,
  Label,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { ColourPopover } from '../controls/colour-popover.tsx';

/** What a cut-out is shown on: `squares`, or a colour. */
export type Ground = string;

const GROUNDS: Readonly<Record<string, string>> = { squares: 'Squares', '#ffffff': 'White', '#000000': 'Black' };

interface GroundChoiceProps {
  readonly ground: Ground;
  readonly onChange: (ground: Ground) => void;
}

export function GroundChoice({ ground, onChange }: GroundChoiceProps) {
  return (
    <div className="grounds">
      <ToggleButtonGroup
        aria-label="Ground"
        className="segments"
        selectionMode="single"
        selectedKeys={[ground]}
        onSelectionChange={([key]) => key !== undefined && onChange(`${key}`)}
      >
        {Object.entries(GROUNDS).map(([key, name]) => (
          <ToggleButton key={key} id={key}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ColorPicker
        value={ground === 'squares' ? '#ff5a36' : ground}
        onChange={(colour) => onChange(colour.toString('hex').toLowerCase())}
      >
        <DialogTrigger>
          <Button aria-label="Any colour">
            <ColorSwatch className="swatch" />
            Colour
          </Button>
          <ColourPopover label="Colour of the ground">
            <ColorField className="field">
              <Label>Hex</Label>
              <Input />
            </ColorField>
          </ColourPopover>
        </DialogTrigger>
      </ColorPicker>
    </div>
  );
}
