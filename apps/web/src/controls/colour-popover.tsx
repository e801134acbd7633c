import type { ReactNode } from 'react';
import { ColorArea, ColorSlider, ColorThumb, Dialog, Popover, SliderTrack } from 'react-aria-components';

export interface ColourPopoverProps {
  readonly label: string;
  /** Other ways to the colour, below. */
  readonly children: ReactNode;
}

/** Where the colour of the `ColorPicker` around it is picked. */
export function ColourPopover({ label, children }: ColourPopoverProps) {
  return (
    <Popover className="popover" placement="bottom start">
      <Dialog className="colour-picker" aria-label={label}>
        <ColorArea className="colour-area" colorSpace="hsb" xChannel="saturation" yChannel="brightness">
          <ColorThumb className="colour-thumb" />
        </ColorArea>
        <ColorSlider colorSpace="hsb" channel="hue" aria-label="Hue">
          <SliderTrack className="colour-track">
            <ColorThumb className="colour-thumb" />
          </SliderTrack>
        </ColorSlider>
        {children}
      </Dialog>
    </Popover>
  );
}
