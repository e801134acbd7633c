import { Brush as BrushIcon, Eraser, Hand, Redo2, Undo2 } from 'lucide-react';
import {
  Button as AriaButton,
  Group,
  Input,
  Label,
  NumberField,
  Slider,
  SliderOutput,
  SliderThumb,
  SliderTrack,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Switch } from '../controls/switch.tsx';
import type { Brush } from './brush.ts';
import type { MaskCanvas, MaskState } from './mask-canvas.ts';

export type Tool = 'add' | 'remove' | 'move';

/** Sizes of brushes, in pixels of the mask. */
export const BRUSH_SIZES = { least: 2, most: 600 } as const;

interface BrushToolsProps {
  readonly mask: MaskCanvas;
  readonly state: MaskState;
  readonly tool: Tool;
  readonly brush: Brush;
  readonly showsRest: boolean;
  readonly onTool: (tool: Tool) => void;
  readonly onBrush: (change: Partial<Brush>) => void;
  readonly onShowsRest: (shows: boolean) => void;
}

export function BrushTools({ mask, state, tool, brush, showsRest, ...on }: BrushToolsProps) {
  return (
    <>
      <div className="brush-bar">
        <ToggleButtonGroup
          aria-label="Tool"
          className="segments"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[tool]}
          onSelectionChange={([key]) => on.onTool(key as Tool)}
        >
          <ToggleButton id="add">
            <BrushIcon aria-hidden size={16} /> Add
          </ToggleButton>
          <ToggleButton id="remove">
            <Eraser aria-hidden size={16} /> Remove
          </ToggleButton>
          <ToggleButton id="move">
            <Hand aria-hidden size={16} /> Move
          </ToggleButton>
        </ToggleButtonGroup>
        <AriaButton className="icon" aria-label="Undo" onPress={() => mask.undo()} isDisabled={!state.canUndo}>
          <Undo2 aria-hidden size={18} />
        </AriaButton>
        <AriaButton className="icon" aria-label="Redo" onPress={() => mask.redo()} isDisabled={!state.canRedo}>
          <Redo2 aria-hidden size={18} />
        </AriaButton>
      </div>
      <div className="brush-size">
        <Slider
          className="slider"
          minValue={0}
          maxValue={1}
          step={0.005}
          value={shareOf(brush.size)}
          onChange={(share) => on.onBrush({ size: sizeOf(share as number) })}
        >
          <Label>Size</Label>
          <SliderTrack>
            <SliderThumb />
          </SliderTrack>
        </Slider>
        <NumberField
          aria-label="Size in pixels"
          className="field"
          minValue={BRUSH_SIZES.least}
          maxValue={BRUSH_SIZES.most}
          value={Math.round(brush.size)}
          onChange={(size) => Number.isFinite(size) && on.onBrush({ size })}
        >
          <Group>
            <Input />
          </Group>
        </NumberField>
      </div>
      <Slider
        className="slider"
        minValue={0}
        maxValue={1}
        step={0.05}
        value={brush.softness}
        formatOptions={{ style: 'percent' }}
        onChange={(softness) => on.onBrush({ softness: softness as number })}
      >
        <Label>Soft edge</Label>
        <SliderOutput />
        <SliderTrack>
          <SliderThumb />
        </SliderTrack>
      </Slider>
      <Switch isSelected={showsRest} onChange={on.onShowsRest}>
        Show what is cut away
      </Switch>
      <div className="brush-actions">
        <Button onPress={() => mask.fill(true)}>Keep all</Button>
        <Button onPress={() => mask.fill(false)}>Clear</Button>
      </div>
    </>
  );
}

/** Small brushes have more of the slider. */
function shareOf(size: number): number {
  return Math.log(size / BRUSH_SIZES.least) / Math.log(BRUSH_SIZES.most / BRUSH_SIZES.least);
}

function sizeOf(share: number): number {
  return BRUSH_SIZES.least * (BRUSH_SIZES.most / BRUSH_SIZES.least) ** share;
}
