import {
  ColorArea,
  ColorField,
  ColorPicker,
  ColorSlider,
  ColorSwatch,
  ColorThumb,
  Dialog,
  DialogTrigger,
  Input,
  Label,
  Popover,
  SliderTrack,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import { Button } from '../controls/button.tsx';

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
          <Popover className="popover" placement="bottom end">
            <Dialog className="colour" aria-label="Colour of the ground">
              <ColorArea colorSpace="hsb" xChannel="saturation" yChannel="brightness" className="colour-area">
                <ColorThumb className="colour-thumb" />
              </ColorArea>
              <ColorSlider colorSpace="hsb" channel="hue" className="colour-hue">
                <Label className="unseen">Hue</Label>
                <SliderTrack>
                  <ColorThumb className="colour-thumb" />
                </SliderTrack>
              </ColorSlider>
              <ColorField className="field">
                <Label>Hex</Label>
                <Input />
              </ColorField>
            </Dialog>
          </Popover>
        </DialogTrigger>
      </ColorPicker>
    </div>
  );
}
