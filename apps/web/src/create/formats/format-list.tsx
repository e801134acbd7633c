import { ListBox, ListBoxItem, type Selection } from 'react-aria-components';
import type { Shape } from './choices.ts';
import { FormatShape } from './format-shape.tsx';
import { type Platform, sizeOf, titleOf } from './platforms.ts';

export interface FormatListProps {
  readonly platform: Platform;
  readonly chosen: ReadonlySet<string>;
  /** Of the formats of this platform those that are chosen. */
  readonly onChange: (names: readonly string[]) => void;
}

/** The longest side of a platform's longest format, in CSS pixels: its others are drawn to the same scale. */
const LONGEST = 68;

/** The formats of one platform, each in its proportions, to be chosen by pointer or keyboard. */
export function FormatList({ platform: { title, shapes }, chosen, onChange }: FormatListProps) {
  const scale = LONGEST / Math.max(...shapes.flatMap(({ width, height }) => [width, height]));
  return (
    <ListBox
      className="formats"
      aria-label={title}
      layout="grid"
      selectionMode="multiple"
      items={shapes.map((shape) => ({ id: shape.name, shape }))}
      selectedKeys={shapes.map(({ name }) => name).filter((name) => chosen.has(name))}
      onSelectionChange={(keys) => onChange(namesOf(keys, shapes))}
      // Escape is for what is around it: it takes back no choice.
      escapeKeyBehavior="none"
    >
      {({ shape }) => <FormatTile shape={shape} scale={scale} />}
    </ListBox>
  );
}

function FormatTile({ shape, scale }: { readonly shape: Shape; readonly scale: number }) {
  const title = titleOf(shape);
  const size = sizeOf(shape);
  return (
    <ListBoxItem id={shape.name} className="format-tile" textValue={title === size ? size : `${title}, ${size}`}>
      <span className="format-room">
        <FormatShape shape={shape} scale={scale} />
      </span>
      <span className="format-name">{title}</span>
      {title === size ? null : <span className="format-size">{size}</span>}
    </ListBoxItem>
  );
}

function namesOf(keys: Selection, shapes: readonly Shape[]): string[] {
  return shapes.map(({ name }) => name).filter((name) => keys === 'all' || keys.has(name));
}
